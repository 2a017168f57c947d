//! Numbers with separators.

/// More groups than any written quantity has; beyond, the run is something else.
const MAX_GROUPS: usize = 8;

/// Reads a number whose first digits stand at `start..end` and that goes on with `.` or `,`.
///
/// Writes it without thousand separators and with `.` as the decimal separator, and gives the
/// byte after it. `None` if there is no separator, or if the groups are no number (a date, a
/// version): then the digits stand for themselves.
pub(super) fn read(bytes: &[u8], start: usize, end: usize, out: &mut String) -> Option<usize> {
    // A later piece of a run that was refused as a whole is refused as well.
    if start >= 2 && is_separator(bytes[start - 1]) && bytes[start - 2].is_ascii_digit() {
        return None;
    }
    // Each group after the first: its separator, first byte, byte after the last.
    let mut groups = [(0_u8, 0_usize, 0_usize); MAX_GROUPS];
    let (mut count, mut at) = (0, end);
    while at + 1 < bytes.len() && is_separator(bytes[at]) && bytes[at + 1].is_ascii_digit() {
        let from = at + 1;
        let to = from + bytes[from..].iter().take(64).take_while(|b| b.is_ascii_digit()).count();
        *groups.get_mut(count)? = (bytes[at], from, to);
        count += 1;
        at = to;
    }
    let groups = &groups[..count];
    if at - start > 64 {
        return None;
    }
    let (&(last, ..), before) = groups.split_last()?;
    let three = |&(_, from, to): &(u8, usize, usize)| to - from == 3;
    let thousands_possible = end - start <= 3 && bytes[start] != b'0';
    let decimals = if before.is_empty() {
        // One separator: a dot before three digits groups thousands, everything else is decimal.
        !(last == b'.' && thousands_possible && groups.iter().all(three))
    } else {
        let grouping = before[0].0;
        let regular = thousands_possible && before.iter().all(|g| g.0 == grouping && three(g));
        if !regular || (last == grouping && !groups.iter().all(three)) {
            return None;
        }
        last != grouping
    };
    out.clear();
    out.extend(bytes[start..end].iter().map(|&b| char::from(b)));
    for (i, &(_, from, to)) in groups.iter().enumerate() {
        if decimals && i + 1 == count {
            out.push('.');
        }
        out.extend(bytes[from..to].iter().map(|&b| char::from(b)));
    }
    Some(at)
}

fn is_separator(b: u8) -> bool {
    b == b'.' || b == b','
}
