//! Plain tantivy with its default tokenizer over two text fields, every word demanded in one of them; and the same with a
//! second field each that is folded to ASCII, as one does who wants words found without their marks.

use std::path::Path;
use std::sync::Arc;

use catalogue::Declarations;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TEXT, TextFieldIndexing, TextOptions, Value};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::{AsciiFoldingFilter, LowerCaser, SimpleTokenizer, TextAnalyzer, TokenStream};
use tantivy::{Index, IndexReader, TantivyDocument, Term};

/// Name of the tokenizer of the folded fields.
const FOLDED: &str = "folded";

/// The bare index, open.
#[derive(Clone)]
pub(crate) struct Bare {
    reader: IndexReader,
    plain: TextAnalyzer,
    folded: TextAnalyzer,
    fields: Fields,
}

/// One hit.
pub(crate) type Row = (String, String);

#[derive(Clone, Copy)]
struct Fields {
    id: Field,
    title: Field,
    body: Field,
    /// Title and body again.
    folded: Option<[Field; 2]>,
}

fn schema(folded: bool) -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(FOLDED)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let fields = Fields {
        id: schema.add_text_field("id", STRING | STORED),
        title: schema.add_text_field("title", TEXT | STORED),
        body: schema.add_text_field("body", TEXT | STORED),
        folded: folded.then(|| {
            ["title_folded", "body_folded"]
                .map(|name| schema.add_text_field(name, TextOptions::default().set_indexing_options(indexing.clone())))
        }),
    };
    (schema.build(), fields)
}

fn folding() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build()
}

/// Indexes title and body of every record of a content folder.
pub(crate) fn build(dir: &Path, content: &Path, declarations: &Arc<Declarations>, folded: bool) {
    std::fs::create_dir_all(dir).unwrap();
    let (schema, fields) = schema(folded);
    let index = Index::create_in_dir(dir, schema).unwrap();
    index.tokenizers().register(FOLDED, folding());
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 96 << 20).unwrap();
    for file in ingest::walk(content).unwrap() {
        let bytes = std::fs::read(&file.absolute).unwrap();
        if let (Some(r), _) = catalogue::parse_record(declarations, &file.path, &bytes) {
            let mut document = TantivyDocument::default();
            document.add_text(fields.id, &r.ma);
            document.add_text(fields.title, &r.title);
            document.add_text(fields.body, &r.body.text);
            if let Some([title, body]) = fields.folded {
                document.add_text(title, &r.title);
                document.add_text(body, &r.body.text);
            }
            writer.add_document(document).unwrap();
        }
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
}

impl Bare {
    pub(crate) fn open(dir: &Path, folded: bool) -> Self {
        let index = Index::open_in_dir(dir).unwrap();
        index.tokenizers().register(FOLDED, folding());
        let (_, fields) = schema(folded);
        Self {
            reader: index.reader().unwrap(),
            plain: index.tokenizer_for_field(fields.body).unwrap(),
            folded: folding(),
            fields,
        }
    }

    /// Title and snippet (or the beginning of the body) of the best ten.
    pub(crate) fn search(&self, q: &str, snippets: bool) -> Vec<Row> {
        let Fields {
            title, body, folded, ..
        } = self.fields;
        let words = tokens(&self.plain, q);
        let folded_words = tokens(&self.folded, q);
        let term = |field, word: &str| {
            let term = Term::from_field_text(field, word);
            let query = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) as Box<dyn Query>;
            (Occur::Should, query)
        };
        let clauses = words.iter().zip(&folded_words).map(|(word, bare)| {
            let mut either = vec![term(title, word), term(body, word)];
            either.extend(folded.into_iter().flatten().map(|field| term(field, bare)));
            (Occur::Must, Box::new(BooleanQuery::new(either)) as Box<dyn Query>)
        });
        let query = BooleanQuery::new(clauses.collect());
        let searcher = self.reader.searcher();
        let top = searcher
            .search(&query, &TopDocs::with_limit(10).order_by_score())
            .unwrap();
        let generator = snippets.then(|| SnippetGenerator::create(&searcher, &query, body).unwrap());
        top.into_iter()
            .map(|(_, address)| {
                let doc: TantivyDocument = searcher.doc(address).unwrap();
                let text = |field| doc.get_first(field).and_then(|v| v.as_str()).unwrap_or_default();
                let snippet = generator.as_ref().map(|g| g.snippet_from_doc(&doc).to_html());
                (text(title).to_owned(), snippet.unwrap_or_default())
            })
            .collect()
    }
}

fn tokens(analyzer: &TextAnalyzer, text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut analyzer = analyzer.clone();
    analyzer
        .token_stream(text)
        .process(&mut |token| words.push(token.text.clone()));
    words
}
