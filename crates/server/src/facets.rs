//! What can be filtered by, and how it is called: read from the declarations.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use catalogue::{Declarations, Field, FieldType, Labels, Lang, Vocabulary};

use crate::cx::Cx;
use crate::format;
use crate::show::{self, escape, vietnamese_lent};
use crate::texts::texts;

/// Key of the facet that every record has.
pub(crate) const COLLECTION: &str = "collection";
/// Id of the vocabulary of places.
pub(crate) const PLACES: &str = "dia-ban";
/// Id of the vocabulary of subjects.
pub(crate) const SUBJECTS: &str = "doi-tuong";
/// Id of the vocabulary of languages.
pub(crate) const LANGUAGES: &str = "ngon-ngu";
/// Id of the vocabulary of hazards.
pub(crate) const HAZARDS: &str = "canh-bao";
/// Key of the facet of places.
pub(crate) const PLACE_KEY: &str = "dia_ban";
/// Key of the facet of subjects.
pub(crate) const SUBJECT_KEY: &str = "doi_tuong";

/// One facet.
pub(crate) struct Facet {
    /// Names of the groups it lies in, outermost first, and of the field.
    path: Vec<Labels>,
    /// The types of the field under this key in the collections that have it.
    kinds: Vec<FieldType>,
    /// Ids of the collections that have it.
    pub(crate) collections: Vec<String>,
}

/// All facets, in declared order, `collection` first. Made once for a state of the declarations.
pub(crate) struct Facets {
    declarations: Arc<Declarations>,
    keys: Vec<String>,
    all: HashMap<String, Facet>,
}

impl Facets {
    pub(crate) fn new(declarations: &Arc<Declarations>) -> Self {
        let every = declarations.collections.iter().map(|c| c.id.clone()).collect();
        let mut keys = vec![COLLECTION.to_owned()];
        let collection = Facet {
            path: Vec::new(),
            kinds: Vec::new(),
            collections: every,
        };
        let mut all = HashMap::from([(COLLECTION.to_owned(), collection)]);
        for collection in &declarations.collections {
            walk(&collection.fields, &mut Vec::new(), &mut |key, path| {
                let Some(field) = path.last() else { return };
                let facet = all.entry(key.clone()).or_insert_with(|| {
                    keys.push(key);
                    Facet {
                        path: path.iter().map(|f| f.label.clone()).collect(),
                        kinds: Vec::new(),
                        collections: Vec::new(),
                    }
                });
                let kind = inner(&field.kind);
                if !facet.kinds.contains(kind) {
                    facet.kinds.push(kind.clone());
                }
                facet.collections.push(collection.id.clone());
            });
        }
        Self {
            declarations: Arc::clone(declarations),
            keys,
            all,
        }
    }

    /// True when these are the facets of `declarations`.
    pub(crate) fn are_of(&self, declarations: &Arc<Declarations>) -> bool {
        Arc::ptr_eq(&self.declarations, declarations)
    }

    /// True when one can filter by this key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.all.contains_key(key)
    }

    /// All keys, in declared order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(String::as_str)
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Facet> {
        self.all.get(key)
    }

    /// What a facet is called: of a member of a group, with the group.
    pub(crate) fn label(&self, key: &str, lang: Lang) -> String {
        let Some(facet) = self.get(key) else {
            return key.to_owned();
        };
        let parts: Vec<&str> = facet.path.iter().map(|label| label.get(lang)).collect();
        match parts.as_slice() {
            [] => texts(lang).collection.to_owned(),
            [one] => (*one).to_owned(),
            [.., group, member] if member.to_lowercase().starts_with(&group.to_lowercase()) => (*member).to_owned(),
            [.., group, member] => format!("{group}: {}", format::lower_first(member)),
        }
    }

    /// What the values of a facet are called.
    pub(crate) fn names(&self, key: &str) -> Names<'_> {
        let declarations = &*self.declarations;
        let sources = if key == COLLECTION {
            vec![Source::Collections(declarations)]
        } else {
            // Collections may give one key different vocabularies.
            let kinds = self.get(key).map_or(&[][..], |f| &f.kinds);
            kinds.iter().filter_map(|kind| Source::of(declarations, kind)).collect()
        };
        Names(sources)
    }

    /// What a value is called; the code itself where nothing is declared for it.
    pub(crate) fn value_label(&self, key: &str, value: &str, lang: Lang) -> String {
        self.names(key).label(value, lang).into_owned()
    }

    /// [`Self::value_label`] as HTML, marked where it is only there in Vietnamese.
    pub(crate) fn value_html(&self, key: &str, value: &str, cx: &Cx) -> String {
        self.names(key).html(value, cx).into_owned()
    }

    /// True when the code is one of the facet's vocabulary, or a collection.
    pub(crate) fn knows(&self, key: &str, value: &str) -> bool {
        self.names(key).find(value, Lang::Vi).is_some()
    }

    /// True for years and months, which are put in their own order.
    pub(crate) fn is_numeric(&self, key: &str) -> bool {
        self.get(key).is_some_and(|f| {
            f.kinds
                .iter()
                .any(|kind| matches!(kind, FieldType::Year | FieldType::Number { .. }))
        })
    }
}

/// Where the values of one facet have their names.
pub(crate) struct Names<'f>(Vec<Source<'f>>);

enum Source<'f> {
    Collections(&'f Declarations),
    Terms(&'f Vocabulary),
    YesNo,
    Months,
}

/// A name that was found.
enum Found<'f> {
    Declared(&'f Labels),
    Text(Cow<'f, str>),
}

impl<'f> Source<'f> {
    fn of(declarations: &'f Declarations, kind: &FieldType) -> Option<Self> {
        match kind {
            FieldType::Choice { vocabulary } => declarations.vocabulary(vocabulary).map(Self::Terms),
            FieldType::Place => declarations.vocabulary(PLACES).map(Self::Terms),
            FieldType::Flag => Some(Self::YesNo),
            FieldType::Number {
                min: Some(1.0),
                max_value: Some(12.0),
                ..
            } => Some(Self::Months),
            _ => None,
        }
    }

    fn find(&self, value: &str, lang: Lang) -> Option<Found<'f>> {
        match self {
            Self::Collections(declarations) => declarations.collection(value).map(|c| Found::Declared(&c.labels)),
            Self::Terms(vocabulary) => vocabulary.term(value).map(|t| Found::Declared(&t.labels)),
            Self::YesNo => {
                let said = if value == "true" {
                    texts(lang).yes
                } else {
                    texts(lang).no
                };
                Some(Found::Text(said.into()))
            }
            Self::Months => value.parse().ok().map(|n| Found::Text(format::month(n, lang).into())),
        }
    }
}

impl<'f> Names<'f> {
    fn find(&self, value: &str, lang: Lang) -> Option<Found<'f>> {
        self.0.iter().find_map(|source| source.find(value, lang))
    }

    /// What a value is called; the code itself where nothing is declared for it.
    pub(crate) fn label<'v>(&self, value: &'v str, lang: Lang) -> Cow<'v, str>
    where
        'f: 'v,
    {
        match self.find(value, lang) {
            Some(Found::Declared(labels)) => labels.get(lang).into(),
            Some(Found::Text(text)) => text,
            None => value.into(),
        }
    }

    /// [`Self::label`] as HTML, marked where it is only there in Vietnamese.
    pub(crate) fn html<'v>(&self, value: &'v str, cx: &Cx) -> Cow<'v, str>
    where
        'f: 'v,
    {
        match self.find(value, cx.lang) {
            Some(Found::Declared(labels)) => show::label_lent(cx, labels),
            Some(Found::Text(text)) => escape(&text).into(),
            None => vietnamese_lent(cx, value),
        }
    }
}

/// The type of a value: of the items for a list.
pub(crate) fn inner(kind: &FieldType) -> &FieldType {
    match kind {
        FieldType::List { of } => inner(of),
        other => other,
    }
}

fn walk<'d>(fields: &'d [Field], path: &mut Vec<&'d Field>, each: &mut impl FnMut(String, &[&'d Field])) {
    for field in fields {
        path.push(field);
        match inner(&field.kind) {
            FieldType::Group { fields } => walk(fields, path, each),
            _ if field.facet => each(path.iter().map(|f| f.name.as_str()).collect::<Vec<_>>().join("."), path),
            _ => {}
        }
        path.pop();
    }
}
