"use client";

import { useEffect, useState } from "react";

import { clusterNames } from "../../clusters.mjs";

/** A client component: it is rendered on the server too, and loads the clusters in the browser. */
export default function Page() {
  const [names, setNames] = useState("");
  useEffect(() => {
    clusterNames().then(setNames, (error) => setNames(String(error)));
  }, []);
  return <output>{names}</output>;
}
