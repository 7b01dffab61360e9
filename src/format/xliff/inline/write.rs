//! Text and codes, as they are written.

use std::collections::{BTreeMap, BTreeSet};

use super::NO_ROLE;
use crate::{
    format::escape::{attribute, text},
    memory::{Code, CodeKind, Content, Run},
};

/// What `ctype` and `mtype` of 1.2 list by themselves; anything else is written with `x-` before it.
const KNOWN_ROLES: [&str; 22] = [
    "bold",
    "italic",
    "underlined",
    "link",
    "image",
    "pb",
    "lb",
    "abbrev",
    "abbreviated-form",
    "abbreviation",
    "acronym",
    "appellation",
    "datetime",
    "equation",
    "formula",
    "name",
    "phrase",
    "protected",
    "seg",
    "symbol",
    "term",
    "preterm",
];

/// What is counted while writing.
#[derive(Default)]
pub(in crate::format::xliff) struct Losses {
    pub(in crate::format::xliff) replaced: usize,
    pub(in crate::format::xliff) codes: usize,
}

/// Writes content as 1.2.
pub(in crate::format::xliff) fn write_1(content: &Content, out: &mut String, losses: &mut Losses) {
    let mut ids = Ids::of(content);
    // Brought back on reading, so not counted.
    let plain = |plain: &str, out: &mut String| out.push_str(&text(plain, &mut 0));
    marked(content, out, losses, plain, |code, out, losses| {
        let name = match code.kind {
            CodeKind::HighlightStart => {
                let role = code
                    .role
                    .as_deref()
                    .map_or_else(|| NO_ROLE.to_owned(), written_role);
                out.push_str("<mrk");
                push(out, "mtype", Some(&role), losses);
                push(out, "mid", code.id.as_deref(), losses);
                out.push('>');
                return;
            }
            CodeKind::Open => "bpt",
            CodeKind::Close => "ept",
            CodeKind::IsolatedOpen | CodeKind::IsolatedClose => "it",
            _ => "ph",
        };
        out.push('<');
        out.push_str(name);
        let id = code.id.clone().unwrap_or_else(|| ids.fresh());
        push(out, "id", Some(&id), losses);
        let role = match code.kind {
            CodeKind::Unknown => Some("x-bitext-unknown".to_owned()),
            CodeKind::Close => None,
            _ => code.role.as_deref().map(written_role),
        };
        match code.kind {
            CodeKind::Open | CodeKind::Close => push(out, "rid", code.pair.as_deref(), losses),
            CodeKind::IsolatedOpen => out.push_str(" pos=\"open\""),
            CodeKind::IsolatedClose => out.push_str(" pos=\"close\""),
            _ => {
                let association = code.association.as_deref();
                push(
                    out,
                    "assoc",
                    association.filter(|it| {
                        matches!(*it, "preceding" | "following" | "both" | "p" | "f" | "b")
                    }),
                    losses,
                );
            }
        }
        push(out, "ctype", role.as_deref(), losses);
        push(out, "equiv-text", code.equivalent.as_deref(), losses);
        out.push('>');
        let mut from = 0;
        for flow in &code.subflows {
            let before = code.content.get(from..flow.at).unwrap_or_default();
            out.push_str(&text(before, &mut losses.replaced));
            from += before.len();
            out.push_str("<sub");
            push(
                out,
                "ctype",
                flow.role.as_deref().map(written_role).as_deref(),
                losses,
            );
            out.push('>');
            write_1(&flow.content, out, losses);
            out.push_str("</sub>");
        }
        out.push_str(&text(
            code.content.get(from..).unwrap_or_default(),
            &mut losses.replaced,
        ));
        out.push_str("</");
        out.push_str(name);
        out.push('>');
    });
}

/// Writes texts by `plain` and codes by `code`, but for the ends of highlights: those without a beginning are left out
/// and counted, those that lack are added.
fn marked(
    content: &Content,
    out: &mut String,
    losses: &mut Losses,
    plain: impl Fn(&str, &mut String),
    mut code: impl FnMut(&Code, &mut String, &mut Losses),
) {
    let mut open = 0_usize;
    for run in content.runs() {
        match run {
            Run::Text(text) => plain(text, out),
            Run::Code(Code {
                kind: CodeKind::HighlightEnd,
                ..
            }) => match open.checked_sub(1) {
                Some(rest) => {
                    open = rest;
                    out.push_str("</mrk>");
                }
                None => losses.codes += 1,
            },
            Run::Code(other) => {
                open += usize::from(other.kind == CodeKind::HighlightStart);
                code(other, out, losses);
            }
        }
    }
    out.push_str(&"</mrk>".repeat(open));
}

fn written_role(role: &str) -> String {
    if KNOWN_ROLES.contains(&role) {
        role.to_owned()
    } else {
        format!("x-{role}")
    }
}

fn push(out: &mut String, name: &str, value: Option<&str>, losses: &mut Losses) {
    if let Some(value) = value {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        out.push_str(&attribute(value, &mut losses.replaced));
        out.push('"');
    }
}

/// Writes content as 2.0; the codes themselves go to `data`.
pub(in crate::format::xliff) fn write_2(
    content: &Content,
    out: &mut String,
    data: &mut Vec<String>,
    losses: &mut Losses,
) {
    let mut ids = Ids::of(content);
    let mut used: BTreeSet<String> = BTreeSet::new();
    // The names that the beginnings of pairs have in the file.
    let mut begun: BTreeMap<String, Vec<String>> = BTreeMap::new();
    marked(content, out, losses, text_2, |code, out, losses| {
        // A name occurs once, and only as long as it is one.
        let mut own = |wanted: Option<&String>| {
            let fits = wanted.filter(|id| is_name(id) && !used.contains(*id));
            let id = fits.cloned().unwrap_or_else(|| ids.fresh());
            used.insert(id.clone());
            id
        };
        let (name, id) = match code.kind {
            CodeKind::HighlightStart => {
                let id = own(code.id.as_ref());
                out.push_str(&format!("<mrk id=\"{id}\""));
                let role = code.role.as_ref().map(|role| format!("bitext:{role}"));
                push(
                    out,
                    "type",
                    Some(role.as_deref().unwrap_or("generic")),
                    losses,
                );
                out.push('>');
                return;
            }
            CodeKind::Open => {
                let id = own(code.pair.as_ref().or(code.id.as_ref()));
                let pair = code.pair.clone().unwrap_or_default();
                begun.entry(pair).or_default().push(id.clone());
                ("sc", format!(" id=\"{id}\""))
            }
            CodeKind::Close => {
                let pair = code.pair.clone().unwrap_or_default();
                match begun.get_mut(&pair).and_then(Vec::pop) {
                    Some(start) => ("ec", format!(" startRef=\"{start}\"")),
                    // Its beginning is not here.
                    None => (
                        "ec",
                        format!(" isolated=\"yes\" id=\"{}\"", own(code.pair.as_ref())),
                    ),
                }
            }
            CodeKind::IsolatedOpen => (
                "sc",
                format!(" isolated=\"yes\" id=\"{}\"", own(code.id.as_ref())),
            ),
            CodeKind::IsolatedClose => (
                "ec",
                format!(" isolated=\"yes\" id=\"{}\"", own(code.id.as_ref())),
            ),
            _ => ("ph", format!(" id=\"{}\"", own(code.id.as_ref()))),
        };
        out.push('<');
        out.push_str(name);
        out.push_str(&id);
        let sub_type = match (code.kind, &code.role) {
            (CodeKind::Unknown, _) => Some("bitext-kind:unknown".to_owned()),
            (_, Some(role)) => Some(format!("bitext:{role}")),
            _ => None,
        };
        if let Some(sub_type) = sub_type {
            push(out, "type", Some("other"), losses);
            push(out, "subType", Some(&sub_type), losses);
        }
        push(out, "equiv", code.equivalent.as_deref(), losses);
        let content = flattened(code, losses);
        if !content.is_empty() {
            data.push(content);
            out.push_str(&format!(" dataRef=\"d{}\"", data.len()));
        }
        out.push_str("/>");
    });
}

/// The content of a code with the texts inside of it.
fn flattened(code: &Code, losses: &mut Losses) -> String {
    let mut out = String::new();
    let mut from = 0;
    for flow in &code.subflows {
        losses.codes += 1;
        let before = code.content.get(from..flow.at).unwrap_or_default();
        out.push_str(before);
        from += before.len();
        out.push_str(flow.content.text());
    }
    out.push_str(code.content.get(from..).unwrap_or_default());
    out
}

/// Text of 2.0: characters that XML cannot hold are elements.
pub(in crate::format::xliff) fn text_2(plain: &str, out: &mut String) {
    for c in plain.chars() {
        let mut replaced = 0;
        let written = text(c.encode_utf8(&mut [0; 4]), &mut replaced);
        if replaced > 0 {
            out.push_str(&format!("<cp hex=\"{:04X}\"/>", u32::from(c)));
        } else {
            out.push_str(&written);
        }
    }
}

/// Whether the text is an NMTOKEN in ASCII.
fn is_name(id: &str) -> bool {
    !id.is_empty()
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':'))
}

/// Names for codes that have none.
struct Ids {
    taken: BTreeSet<String>,
    next: usize,
}

impl Ids {
    fn of(content: &Content) -> Self {
        let codes = content.codes().iter();
        let taken = codes
            .flat_map(|code| [code.id.clone(), code.pair.clone()])
            .flatten();
        Self {
            taken: taken.collect(),
            next: 0,
        }
    }

    fn fresh(&mut self) -> String {
        loop {
            self.next += 1;
            let id = format!("b{}", self.next);
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}
