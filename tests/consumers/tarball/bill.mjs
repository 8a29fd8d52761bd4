// @ts-check
// Holds the package's bill of materials against CycloneDX's own schema, and prints what is wrong.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";

const file = new URL("sbom.cdx.json", import.meta.resolve("ionoscloud-dataplatform/package.json"));
const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
const errors = await validator.validate(await readFile(fileURLToPath(file), "utf8"));
console.log(errors === null ? "valid" : errors);
