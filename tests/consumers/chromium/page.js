import { clusterNames } from "./clusters.js";
import { show } from "./show.js";

show(await clusterNames());
