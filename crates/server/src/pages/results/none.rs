//! Where nothing was found: what there is instead.

use std::collections::BTreeMap;

use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::format;
use crate::pages::record::asked;
use crate::params::SearchParams;
use crate::urls;

/// Address of the list of organisations and experts, where the catalogue has any such collection.
pub(super) fn ask(app: &App, cx: &Cx) -> Option<String> {
    let params = asked(&app.declarations())?;
    Some(urls::results(&params, cx.lang_param()))
}

/// How many there are without any filter, where there are none with them.
pub(super) fn unfiltered(app: &App, cx: &Cx, params: &SearchParams, total: usize) -> Result<Option<String>, Error> {
    if total > 0 || !params.is_filtered() {
        return Ok(None);
    }
    let all = SearchParams {
        filters: BTreeMap::new(),
        offset: 0,
        ..params.clone()
    };
    let mut request = all.request(cx.lang);
    (request.limit, request.facets, request.snippets) = (0, search::Facets::None, false);
    let n = app.index.search(&request)?.total;
    Ok((n > 0).then(|| format::count(n, cx.lang)))
}
