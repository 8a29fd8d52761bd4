// @ts-check
/**
 * Writes the declarations of an entry of the package into one file: what the entry exports, what that is made of, and
 * nothing else. A reader finds the surface on one page, and what is internal has no place where it could show.
 */
import { dirname, resolve, sep } from "node:path";
import ts from "typescript";

/**
 * The declarations of what `entry` exports, as the text of one file.
 *
 * @param {string} entry a `.d.ts` file as the compiler wrote it, internals included
 * @param {{ from: string, entry: string }} [base] another entry; what it exports is taken from there
 */
export function rollUp(entry, base) {
  const program = ts.createProgram([entry, ...(base ? [base.entry] : [])], {
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
    module: ts.ModuleKind.NodeNext,
    types: [],
  });
  const checker = program.getTypeChecker();
  const folder = resolve(dirname(base?.entry ?? entry)) + sep;
  const taken = new Set(base ? exportsOf(checker, program, base.entry) : []);
  const exported = exportsOf(checker, program, entry).filter((symbol) => !taken.has(symbol));

  /** @type {Map<ts.Symbol, string>} */
  const texts = new Map();
  /** @param {ts.Symbol} symbol @param {boolean} isExported */
  const add = (symbol, isExported) => {
    if (texts.has(symbol) || taken.has(symbol)) return;
    texts.set(symbol, "");
    const statements = (symbol.declarations ?? []).map(statementOf);
    for (const statement of statements) refuseInternal(statement, symbol);
    texts.set(symbol, statements.map((statement) => textOf(statement, isExported)).join("\n"));
    const mentioned = statements.flatMap((statement) => mentionedIn(statement, checker, folder));
    for (const other of mentioned) if (!exported.includes(other)) add(other, false);
  };
  for (const symbol of exported) add(symbol, true);

  refuseSameNames([...texts.keys()]);
  // Without this line, all that a declaration file declares counts as exported.
  const end = exported.length === texts.size ? [] : ["export {};"];
  const start = base ? [`export * from "${base.from}";`] : [];
  return `${[...start, ...texts.values(), ...end].join("\n\n")}\n`;
}

/** What a module exports, as the symbols that stand behind. */
function exportsOf(/** @type {ts.TypeChecker} */ checker, /** @type {ts.Program} */ program, /** @type {string} */ file) {
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} is no module`);
  return checker.getExportsOfModule(module).map((symbol) => unaliased(symbol, checker));
}

function unaliased(/** @type {ts.Symbol} */ symbol, /** @type {ts.TypeChecker} */ checker) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function statementOf(/** @type {ts.Declaration} */ declaration) {
  return ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
}

/** The symbols of the package's own that a declaration mentions. */
function mentionedIn(/** @type {ts.Node} */ statement, /** @type {ts.TypeChecker} */ checker, /** @type {string} */ folder) {
  /** @type {ts.Symbol[]} */
  const found = [];
  const visit = (/** @type {ts.Node} */ node) => {
    if (isInternal(node)) return;
    if (ts.isImportTypeNode(node)) throw new Error(`${node.getText()}: import the type by name`);
    if (ts.isIdentifier(node)) {
      const symbol = checker.getSymbolAtLocation(node);
      if (symbol) found.push(unaliased(symbol, checker));
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(statement, visit);
  const isOwn = (/** @type {ts.Declaration} */ declaration) =>
    ts.isSourceFile(statementOf(declaration).parent) && resolve(declaration.getSourceFile().fileName).startsWith(folder);
  return found.filter((symbol) => symbol.declarations?.every(isOwn));
}

/** A declaration with its doc comment, and without what is internal in it. */
function textOf(/** @type {ts.Node} */ statement, /** @type {boolean} */ isExported) {
  const source = statement.getSourceFile();
  const members = ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement) ? statement.members : [];
  let text = "";
  let end = statement.getStart();
  for (const member of members) {
    if (!isInternal(member)) continue;
    text += source.text.slice(end, member.getFullStart());
    if (ts.isConstructorDeclaration(member)) text += UNCALLABLE;
    end = member.getEnd();
  }
  text += source.text.slice(end, statement.getEnd());
  return docOf(statement) + (isExported ? text : text.replace(/^export /, ""));
}

/**
 * In place of an internal constructor: nothing can be passed for its parameter. Were it `private`, classes could not
 * extend each other; were it `protected`, test runners would not take the class (`toThrow(ApiError)`).
 */
const UNCALLABLE = `
    /** Instances are made by the library. */
    constructor(internal: never);`;

/** The doc comment of a statement. The first of a file may have the file's own comment above it. */
function docOf(/** @type {ts.Node} */ statement) {
  const { text } = statement.getSourceFile();
  const comments = ts.getLeadingCommentRanges(text, statement.getFullStart()) ?? [];
  const last = comments.map(({ pos, end }) => text.slice(pos, end)).filter((comment) => comment.startsWith("/**")).at(-1);
  return last === undefined ? "" : `${last}\n`;
}

function isInternal(/** @type {ts.Node} */ node) {
  return ts.getJSDocTags(node).some((tag) => tag.tagName.text === "internal");
}

function refuseInternal(/** @type {ts.Node} */ statement, /** @type {ts.Symbol} */ symbol) {
  if (isInternal(statement)) throw new Error(`${symbol.name} is internal, but the public declarations mention it`);
}

function refuseSameNames(/** @type {ts.Symbol[]} */ symbols) {
  const names = symbols.map((symbol) => symbol.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`there are two declarations of ${twice}: give one another name`);
}
