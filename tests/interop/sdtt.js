// Runs the structured data testing tool over the HTML of a page: file, schemas that must be there; tells the result as JSON.
const fs = require("fs");
const { structuredDataTest } = require("structured-data-testing-tool");

const [file, ...schemas] = process.argv.slice(2);
const told = (result) => console.log(JSON.stringify({
  schemas: result.schemas,
  failed: result.failed.map((test) => `${test.test}: ${test.error && test.error.message}`),
  passed: result.passed.length,
  warnings: result.warnings.length,
}));

// The tool knows a list of things and not a graph of them: the nodes are handed to it side by side.
const html = fs.readFileSync(file, "utf8").replace(
  /(<script type="application\/ld\+json">)(.*?)(<\/script>)/gs,
  (_, start, json, end) => {
    const document = JSON.parse(json);
    const nodes = document["@graph"].map((node) => ({ "@context": document["@context"], ...node }));
    return start + JSON.stringify(nodes).replaceAll("<", "\\u003c") + end;
  },
);

structuredDataTest(html, { schemas: schemas.map((name) => "jsonld:" + name), auto: true })
  .then(told)
  .catch((fault) => (fault.res ? told(fault.res) : (console.error(fault), process.exit(1))));
