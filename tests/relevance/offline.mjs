// Retrieval quality of the search of an exported copy over our own judged collection, by the very script that the copy
// carries. Prints one JSON object: nDCG@10 as typed, without marks, in capitals and decomposed.
//
//   node tests/relevance/offline.mjs EXPORT_FOLDER [--worst N | --search QUERY]

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const [folder, option, value] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const context = vm.createContext({ console });
const run = (file) => vm.runInContext(readFileSync(file, "utf8"), context, { filename: file });
run(join(folder, "trang/tinh/copy.js"));
context.nhipcau.load = (name) => {
  const file = join(folder, "trang/du-lieu", `${name}.js`);
  if (existsSync(file)) run(file);
  else context.nhipcau(name, "");
};

const records = [];
context.nhipcau.load("dau");
const { n, each } = context.nhipcau.head();
for (let i = 0; i * each < n; i++) {
  readFileSync(join(folder, "trang/du-lieu", `bai${i}.js`), "utf8")
    .replace(/^nhipcau\("[^"]*",(.*)\)\n$/s, (_, json) => records.push(...JSON.parse(json).trimEnd().split("\n")));
}
const mas = records.map((line) => line.split("\t")[1]);

const search = (q) => {
  let found;
  context.nhipcau.search(q, (hits) => { found = hits; });
  return found;
};
if (option === "--search") {
  const hits = search(value).slice(0, 10).map((hit) => ({ ma: mas[hit.doc], score: hit.score, names: hit.names ?? {} }));
  console.log(JSON.stringify(hits));
  process.exit(0);
}

const table = (name) => readFileSync(join(here, name), "utf8").trimEnd().split("\n").slice(1).map((line) => line.split("\t"));
const grades = {};
for (const [query, ma, grade] of table("qrels.tsv")) (grades[query] ??= {})[ma] = Number(grade);
const gain = (list) => list.slice(0, 10).reduce((sum, grade, i) => sum + grade / Math.log2(i + 2), 0);
const ndcg = (q, judged) => {
  const found = search(q).slice(0, 10).map((hit) => judged[mas[hit.doc]] ?? 0);
  return gain(found) / gain(Object.values(judged).sort((a, b) => b - a));
};
const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D");
const variants = {
  typed: (text) => text,
  bare,
  upper: (text) => text.toUpperCase(),
  nfd: (text) => text.normalize("NFD"),
};
const mean = (list) => list.reduce((sum, one) => sum + one, 0) / list.length;
const report = { records: n };
const kinds = {};
const all = [];
for (const [name, make] of Object.entries(variants)) {
  const scores = [];
  for (const [id, , kind, text] of table("queries.tsv")) {
    // A lone syllable without its marks stands for several words: nobody could tell which.
    if (!grades[id] || (name === "bare" && !text.includes(" ") && bare(text) !== text)) continue;
    const score = ndcg(make(text), grades[id]);
    scores.push(score);
    if (name === "typed") {
      (kinds[kind] ??= []).push(score);
      all.push([score, id, text]);
    }
  }
  report[name] = Number(mean(scores).toFixed(4));
}
report.kinds = Object.fromEntries(Object.entries(kinds).map(([kind, list]) => [kind, Number(mean(list).toFixed(3))]));
console.log(JSON.stringify(report));
if (option === "--worst") {
  for (const [score, id, text] of all.sort((a, b) => a[0] - b[0]).slice(0, Number(value))) console.log(score.toFixed(3), id, text);
}
