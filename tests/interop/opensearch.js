// Discovers the search from its description, searches, and asks for suggestions; tells what came of it as JSON.
// The client was made for browsers: Node lends it a parser of XML, and fetch in place of their requests.
const { DOMParser } = require("@xmldom/xmldom");
globalThis.DOMParser = DOMParser;
const { config, discover } = require("opensearch-browser");

config({ useXHR: false });

const ASKED = { searchTerms: "hạt dẻ" };

async function main(url) {
  const service = await discover(url + "/opensearch.xml");
  const page = await (await service.search(ASKED, "text/html", null, true)).text();
  if (!page.includes("dẻ")) throw new Error("the page of results does not show what was asked for");
  const feed = await service.search(ASKED, "application/atom+xml", null, true);
  const entries = (await feed.text()).split("<entry>").length - 1;
  const suggestions = await service.getSuggestions({ searchTerms: "hat" });
  console.log(JSON.stringify({ found: entries, suggested: suggestions.length, first: suggestions[0] }));
}

main(process.argv[2]).catch((fault) => {
  console.error(fault);
  process.exit(1);
});
