//! Plain tantivy: two text fields with the default tokenizer, every word demanded in one of them.

use std::path::Path;
use std::sync::Arc;

use catalogue::Declarations;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TEXT, Value};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::{TextAnalyzer, TokenStream};
use tantivy::{Index, IndexReader, TantivyDocument, Term, doc};

/// The bare index, open.
#[derive(Clone)]
pub(crate) struct Bare {
    reader: IndexReader,
    analyzer: TextAnalyzer,
    title: Field,
    body: Field,
}

/// One hit.
pub(crate) type Row = (String, String);

fn schema() -> (Schema, [Field; 3]) {
    let mut schema = Schema::builder();
    let id = schema.add_text_field("id", STRING | STORED);
    let title = schema.add_text_field("title", TEXT | STORED);
    let body = schema.add_text_field("body", TEXT | STORED);
    (schema.build(), [id, title, body])
}

/// Indexes title and body of every record of a content folder.
pub(crate) fn build(dir: &Path, content: &Path, declarations: &Arc<Declarations>) {
    std::fs::create_dir_all(dir).unwrap();
    let (schema, [id, title, body]) = schema();
    let index = Index::create_in_dir(dir, schema).unwrap();
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 96 << 20).unwrap();
    for file in ingest::walk(content).unwrap() {
        let bytes = std::fs::read(&file.absolute).unwrap();
        if let (Some(r), _) = catalogue::parse_record(declarations, &file.path, &bytes) {
            let document = doc!(id => r.ma.as_str(), title => r.title.as_str(), body => r.body.text.as_str());
            writer.add_document(document).unwrap();
        }
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
}

impl Bare {
    pub(crate) fn open(dir: &Path) -> Self {
        let index = Index::open_in_dir(dir).unwrap();
        let (_, [_, title, body]) = schema();
        Self {
            reader: index.reader().unwrap(),
            analyzer: index.tokenizer_for_field(body).unwrap(),
            title,
            body,
        }
    }

    /// Title and snippet (or the beginning of the body) of the best ten.
    pub(crate) fn search(&self, q: &str, snippets: bool) -> Vec<Row> {
        let mut words = Vec::new();
        let mut analyzer = self.analyzer.clone();
        analyzer
            .token_stream(q)
            .process(&mut |token| words.push(token.text.clone()));
        let term = |field, word: &str| {
            let term = Term::from_field_text(field, word);
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) as Box<dyn Query>
        };
        let clauses = words.iter().map(|word| {
            let either = vec![
                (Occur::Should, term(self.title, word)),
                (Occur::Should, term(self.body, word)),
            ];
            (Occur::Must, Box::new(BooleanQuery::new(either)) as Box<dyn Query>)
        });
        let query = BooleanQuery::new(clauses.collect());
        let searcher = self.reader.searcher();
        let top = searcher
            .search(&query, &TopDocs::with_limit(10).order_by_score())
            .unwrap();
        let generator = snippets.then(|| SnippetGenerator::create(&searcher, &query, self.body).unwrap());
        top.into_iter()
            .map(|(_, address)| {
                let doc: TantivyDocument = searcher.doc(address).unwrap();
                let text = |field| doc.get_first(field).and_then(|v| v.as_str()).unwrap_or_default();
                let snippet = generator.as_ref().map(|g| g.snippet_from_doc(&doc).to_html());
                (text(self.title).to_owned(), snippet.unwrap_or_default())
            })
            .collect()
    }
}
