// @ts-check
/**
 * What the reference has beyond typedoc's own: the guide as a part of it. Pages go by their headings, and a name of the
 * package that the guide writes as code (`ApiError`, `dp.clusters.create(request)`) leads to where it is documented.
 */
import { Converter, JSX, ReflectionKind } from "typedoc";

/** The rooms of a client, by the class of each. */
const ROOMS = { clusters: "Clusters", nodePools: "NodePools", versions: "Versions" };

/** The entries of the package, by what typedoc calls them. */
const ENTRIES = {
  index: "ionoscloud-dataplatform",
  slim: "ionoscloud-dataplatform/slim",
  testing: "ionoscloud-dataplatform/testing",
};

/** @param {import("typedoc").Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, page) => nameByHeading(page));
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    const find = finder(project);
    for (const module of project.getReflectionsByKind(ReflectionKind.Module)) nameByEntry(module);
    for (const page of project.documents ?? []) page.content = linked(page.content, find);
    if (project.readme) project.readme = linked(withoutHeading(project.readme), find);
  });
  app.renderer.hooks.on("sidebar.end", (context) =>
    JSX.createElement("a", { href: context.relativeURL("rust/ionoscloud_dataplatform/index.html") }, "The Rust crate"),
  );
}

function nameByHeading(/** @type {import("typedoc").DocumentReflection} */ page) {
  const [, heading] = /^# (.*)\n/.exec(page.content[0]?.text ?? "") ?? [];
  if (heading === undefined) throw new Error(`${page.name} does not begin with a heading`);
  page.name = heading;
}

/** The heading of the front page is the name of the project, which stands there already. */
function withoutHeading(/** @type {readonly import("typedoc").CommentDisplayPart[]} */ [first, ...others]) {
  return first?.kind === "text" ? [{ ...first, text: first.text.replace(/^# .*\n/, "") }, ...others] : [];
}

function nameByEntry(/** @type {import("typedoc").Reflection} */ module) {
  const name = Object.entries(ENTRIES).find(([name]) => name === module.name)?.[1];
  if (name === undefined) throw new Error(`${module.name} is no entry of the package`);
  module.name = name;
}

/** Looks up what a piece of code names. */
function finder(/** @type {import("typedoc").ProjectReflection} */ project) {
  const exported = project.getReflectionsByKind(ReflectionKind.SomeExport);
  const byName = (/** @type {string} */ name) => exported.find((reflection) => reflection.name === name);
  return (/** @type {string} */ code) => {
    const [, room, method] = /^dp\.(\w+)\.(\w+)/.exec(code) ?? [];
    const owner = room !== undefined && room in ROOMS ? byName(ROOMS[/** @type {keyof typeof ROOMS} */ (room)]) : undefined;
    return method === undefined ? byName(code) : owner?.getChildByName(method);
  };
}

/**
 * @param {readonly import("typedoc").CommentDisplayPart[]} parts
 * @param {ReturnType<typeof finder>} find
 * @returns {import("typedoc").CommentDisplayPart[]}
 */
function linked(parts, find) {
  return parts.map((part) => {
    const code = part.kind === "code" ? /^`([^`]+)`$/.exec(part.text)?.[1] : undefined;
    const target = code === undefined ? undefined : find(code);
    return target === undefined ? part : { kind: "inline-tag", tag: "@linkcode", text: code ?? "", target };
  });
}
