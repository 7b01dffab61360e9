//! Inline codes of TMX: `bpt`, `ept`, `ph`, `it`, `hi`, `ut`, and `sub` inside of them.

use std::io::BufRead;

use crate::{
    format::{
        FormatError, ReadOptions,
        escape::{attribute, text},
        xml::{Element, Item, Items},
    },
    memory::{Code, CodeKind, Content, Run, Subflow},
};

/// Reads the content of a `seg` whose start has been read, up to and with its end.
pub(super) fn read<R: BufRead>(items: &mut Items<R>) -> Result<Content, FormatError> {
    let mut frames: Vec<Frame> = Vec::new();
    let mut content = Content::default();
    loop {
        let Some(item) = items.next()? else {
            return Err(items.error("</seg>", "the end of the file"));
        };
        match (item, frames.last_mut()) {
            (Item::Text(text), None) => content.push_str(&text),
            (Item::Text(text), Some(Frame::Subflow(flow))) => flow.content.push_str(&text),
            (Item::Text(text), Some(Frame::Code(code))) => code.content.push_str(&text),
            (Item::Text(text), Some(Frame::Highlight)) => {
                innermost(&mut frames, &mut content).push_str(&text)
            }
            (Item::Start(element), last) => {
                let frame = match (element.name.as_str(), last) {
                    ("sub", Some(Frame::Code(code))) => {
                        let mut flow = Subflow::new(code.content.len(), Content::default());
                        flow.role = element.owned("type");
                        Frame::Subflow(flow)
                    }
                    // Nothing else belongs into a code; what it says is part of the code.
                    (_, Some(Frame::Code(_))) => Frame::Plain,
                    (_, Some(Frame::Plain)) => Frame::Plain,
                    (name, _) => match kind(name, &element) {
                        Some(kind) => Frame::Code(code(kind, &element)),
                        None => {
                            let mut start = code(CodeKind::HighlightStart, &element);
                            // An element that TMX does not know keeps its name.
                            if element.name != "hi" {
                                start.role = Some(element.name.clone());
                            }
                            innermost(&mut frames, &mut content).push_code(start);
                            Frame::Highlight
                        }
                    },
                };
                frames.push(frame);
            }
            (Item::End(_), _) => match frames.pop() {
                None => return Ok(content),
                Some(Frame::Code(code)) => innermost(&mut frames, &mut content).push_code(code),
                Some(Frame::Subflow(flow)) => {
                    if let Some(Frame::Code(code)) = frames.last_mut() {
                        code.subflows.push(flow);
                    }
                }
                Some(Frame::Highlight) => innermost(&mut frames, &mut content)
                    .push_code(Code::new(CodeKind::HighlightEnd)),
                Some(Frame::Plain) => {}
            },
            (Item::Text(text), Some(Frame::Plain)) => {
                let inside = frames.iter_mut().rev().find_map(|frame| match frame {
                    Frame::Code(code) => Some(code),
                    _ => None,
                });
                if let Some(code) = inside {
                    code.content.push_str(&text);
                }
            }
        }
    }
}

/// Reads content that [`write`] has written.
pub(super) fn parse(written: &str) -> Option<Content> {
    let file = format!("<seg>{written}</seg>");
    let mut items = Items::new(file.as_bytes(), ReadOptions::NESTING);
    items.next().ok()??;
    read(&mut items).ok()
}

/// What is open around the place that is read.
enum Frame {
    Code(Code),
    Subflow(Subflow),
    Highlight,
    Plain,
}

/// The text that is being read.
fn innermost<'f>(frames: &'f mut [Frame], outermost: &'f mut Content) -> &'f mut Content {
    let inside = frames.iter_mut().rev().find_map(|frame| match frame {
        Frame::Subflow(flow) => Some(&mut flow.content),
        _ => None,
    });
    inside.unwrap_or(outermost)
}

fn kind(name: &str, element: &Element) -> Option<CodeKind> {
    Some(match name {
        "bpt" => CodeKind::Open,
        "ept" => CodeKind::Close,
        "ph" => CodeKind::Placeholder,
        "it" if element
            .attribute("pos")
            .is_some_and(|pos| pos.eq_ignore_ascii_case("end")) =>
        {
            CodeKind::IsolatedClose
        }
        "it" => CodeKind::IsolatedOpen,
        "ut" => CodeKind::Unknown,
        _ => return None,
    })
}

fn code(kind: CodeKind, element: &Element) -> Code {
    let mut code = Code::new(kind);
    code.id = element.owned("x");
    code.pair = element.owned("i");
    code.role = element.owned("type");
    code.association = element.owned("assoc");
    code
}

/// Writes content as the inside of a `seg`. Highlights that do not pair are left out and counted in `lost`.
pub(super) fn write(content: &Content, out: &mut String, replaced: &mut usize, lost: &mut usize) {
    let mut pairs = Pairs::of(content);
    let mut open = 0_usize;
    for run in content.runs() {
        match run {
            Run::Text(plain) => {
                // What is replaced in a text comes back on reading, so it is not counted.
                let mut restorable = 0;
                out.push_str(&text(plain, &mut restorable));
            }
            Run::Code(code) => match code.kind {
                CodeKind::HighlightStart => {
                    open += 1;
                    out.push_str("<hi");
                    attributes(&[("x", &code.id), ("type", &code.role)], out, replaced);
                    out.push('>');
                }
                CodeKind::HighlightEnd if open > 0 => {
                    open -= 1;
                    out.push_str("</hi>");
                }
                CodeKind::HighlightEnd => *lost += 1,
                _ => element(code, &mut pairs, out, replaced, lost),
            },
        }
    }
    for _ in 0..open {
        out.push_str("</hi>");
    }
}

fn element(
    code: &Code,
    pairs: &mut Pairs,
    out: &mut String,
    replaced: &mut usize,
    lost: &mut usize,
) {
    let name = match code.kind {
        CodeKind::Open => "bpt",
        CodeKind::Close => "ept",
        CodeKind::IsolatedOpen | CodeKind::IsolatedClose => "it",
        CodeKind::Unknown => "ut",
        _ => "ph",
    };
    out.push('<');
    out.push_str(name);
    let pair = Some(pairs.number(code));
    let listed: &[(&str, &Option<String>)] = match code.kind {
        CodeKind::Open => &[("i", &pair), ("x", &code.id), ("type", &code.role)],
        CodeKind::Close => &[("i", &pair)],
        CodeKind::IsolatedOpen => {
            out.push_str(" pos=\"begin\"");
            &[("x", &code.id), ("type", &code.role)]
        }
        CodeKind::IsolatedClose => {
            out.push_str(" pos=\"end\"");
            &[("x", &code.id), ("type", &code.role)]
        }
        CodeKind::Unknown => &[("x", &code.id)],
        _ => &[
            ("x", &code.id),
            ("assoc", &code.association),
            ("type", &code.role),
        ],
    };
    attributes(listed, out, replaced);
    if code.content.is_empty() && code.subflows.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    let mut from = 0;
    for flow in &code.subflows {
        let before = code.content.get(from..flow.at).unwrap_or_default();
        out.push_str(&text(before, replaced));
        from += before.len();
        out.push_str("<sub");
        attributes(&[("type", &flow.role)], out, replaced);
        out.push('>');
        write(&flow.content, out, replaced, lost);
        out.push_str("</sub>");
    }
    out.push_str(&text(
        code.content.get(from..).unwrap_or_default(),
        replaced,
    ));
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

fn attributes(listed: &[(&str, &Option<String>)], out: &mut String, replaced: &mut usize) {
    for (name, value) in listed {
        // TMX knows three associations; any other value would not be valid.
        let value = value
            .as_ref()
            .filter(|value| *name != "assoc" || matches!(value.as_str(), "p" | "f" | "b"));
        if let Some(value) = value {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            out.push_str(&attribute(value, replaced));
            out.push('"');
        }
    }
}

/// Gives pairs without a name a number.
struct Pairs {
    next: usize,
    open: Vec<String>,
    taken: std::collections::BTreeSet<String>,
}

impl Pairs {
    fn of(content: &Content) -> Self {
        let named = content.codes().iter().filter_map(|code| code.pair.clone());
        Self {
            next: 1,
            open: Vec::new(),
            taken: named.collect(),
        }
    }

    fn number(&mut self, code: &Code) -> String {
        match (code.kind, &code.pair) {
            (_, Some(pair)) => pair.clone(),
            (CodeKind::Open, None) => {
                let number = self.fresh();
                self.open.push(number.clone());
                number
            }
            (CodeKind::Close, None) => match self.open.pop() {
                Some(number) => number,
                None => self.fresh(),
            },
            _ => String::new(),
        }
    }

    fn fresh(&mut self) -> String {
        while !self.taken.insert(self.next.to_string()) {
            self.next += 1;
        }
        self.next.to_string()
    }
}
