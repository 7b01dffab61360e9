//! Text and codes of an element, as they are read.

use std::io::BufRead;

use super::{Data, NO_ROLE};
use crate::{
    format::{
        FormatError,
        xml::{Element, Item, Items},
    },
    memory::{Code, CodeKind, Content, Subflow},
};

/// Reads text and codes up to and with the end of the element whose start has been read.
pub(in crate::format::xliff) fn read<R: BufRead>(
    items: &mut Items<R>,
    data: &Data,
) -> Result<Content, FormatError> {
    let mut frames: Vec<Frame> = Vec::new();
    let mut content = Content::default();
    loop {
        let Some(item) = items.next()? else {
            return Err(items.error("the end of the text", "the end of the file"));
        };
        match item {
            Item::Text(text) => push_text(&mut frames, &mut content, &text),
            Item::Start(element) => {
                let inside_code = matches!(frames.last(), Some(Frame::Code(_) | Frame::Plain));
                let frame = match element.name.as_str() {
                    "sub" if matches!(frames.last(), Some(Frame::Code(_))) => {
                        let at = match frames.last() {
                            Some(Frame::Code(code)) => code.content.len(),
                            _ => 0,
                        };
                        let mut flow = Subflow::new(at, Content::default());
                        flow.role = role(&element);
                        Frame::Subflow(flow)
                    }
                    "cp" => {
                        let code = element
                            .attribute("hex")
                            .and_then(|hex| u32::from_str_radix(hex, 16).ok());
                        let Some(c) = code.and_then(char::from_u32) else {
                            let found = element.attribute("hex").unwrap_or_default();
                            return Err(items.error("the number of a character in hex", found));
                        };
                        push_text(&mut frames, &mut content, c.encode_utf8(&mut [0; 4]));
                        Frame::Plain
                    }
                    _ if inside_code => Frame::Plain,
                    "g" | "pc" => {
                        let mut open = code(CodeKind::Open, &element);
                        open.content = referred(&element, "datarefstart", data);
                        let mut close = Code::new(CodeKind::Close);
                        close.pair.clone_from(&open.pair);
                        close.content = referred(&element, "datarefend", data);
                        innermost(&mut frames, &mut content).push_code(open);
                        Frame::Pair(close)
                    }
                    "em" => {
                        innermost(&mut frames, &mut content)
                            .push_code(Code::new(CodeKind::HighlightEnd));
                        Frame::Plain
                    }
                    "sm" => {
                        let start = code(CodeKind::HighlightStart, &element);
                        innermost(&mut frames, &mut content).push_code(start);
                        Frame::Plain
                    }
                    name => match kind(name, &element) {
                        Some(kind) => {
                            let mut code = code(kind, &element);
                            code.content = referred(&element, "dataref", data);
                            Frame::Code(code)
                        }
                        None => {
                            let start = code(CodeKind::HighlightStart, &element);
                            innermost(&mut frames, &mut content).push_code(start);
                            Frame::Highlight
                        }
                    },
                };
                frames.push(frame);
            }
            Item::End(_) => match frames.pop() {
                None => return Ok(content),
                Some(Frame::Code(code) | Frame::Pair(code)) => {
                    innermost(&mut frames, &mut content).push_code(code);
                }
                Some(Frame::Subflow(flow)) => {
                    if let Some(Frame::Code(code)) = frames.last_mut() {
                        code.subflows.push(flow);
                    }
                }
                Some(Frame::Highlight) => {
                    innermost(&mut frames, &mut content)
                        .push_code(Code::new(CodeKind::HighlightEnd));
                }
                Some(Frame::Plain) => {}
            },
        }
    }
}

enum Frame {
    /// A code whose content is being read.
    Code(Code),
    /// Text between the ends of a pair, and the end to come.
    Pair(Code),
    Subflow(Subflow),
    Highlight,
    Plain,
}

fn push_text(frames: &mut [Frame], content: &mut Content, text: &str) {
    let inside = frames
        .iter_mut()
        .rev()
        .find(|frame| matches!(frame, Frame::Code(_) | Frame::Subflow(_)));
    match inside {
        Some(Frame::Code(code)) => code.content.push_str(text),
        Some(Frame::Subflow(flow)) => flow.content.push_str(text),
        _ => content.push_str(text),
    }
}

fn innermost<'f>(frames: &'f mut [Frame], outermost: &'f mut Content) -> &'f mut Content {
    let inside = frames.iter_mut().rev().find_map(|frame| match frame {
        Frame::Subflow(flow) => Some(&mut flow.content),
        _ => None,
    });
    inside.unwrap_or(outermost)
}

fn kind(name: &str, element: &Element) -> Option<CodeKind> {
    let isolated = element.attribute("isolated") == Some("yes");
    let ends = matches!(element.attribute("pos"), Some("close" | "end"));
    Some(match name {
        "sc" if isolated => CodeKind::IsolatedOpen,
        "ec" if isolated => CodeKind::IsolatedClose,
        "bpt" | "bx" | "sc" => CodeKind::Open,
        "ept" | "ex" | "ec" => CodeKind::Close,
        "it" if ends => CodeKind::IsolatedClose,
        "it" => CodeKind::IsolatedOpen,
        "ph" | "x" => match (element.attribute("ctype"), element.attribute("subtype")) {
            (Some("x-bitext-unknown"), _) | (_, Some("bitext-kind:unknown")) => CodeKind::Unknown,
            _ => CodeKind::Placeholder,
        },
        _ => return None,
    })
}

fn code(kind: CodeKind, element: &Element) -> Code {
    let mut code = Code::new(kind);
    code.id = element.owned("id").or_else(|| element.owned("mid"));
    code.pair = match kind {
        CodeKind::Open | CodeKind::Close => {
            let named = element.owned("rid").or_else(|| element.owned("startref"));
            named.or_else(|| code.id.clone())
        }
        _ => None,
    };
    if kind != CodeKind::Unknown {
        code.role = role(element);
    }
    code.equivalent = element
        .owned("equiv-text")
        .or_else(|| element.owned("equiv"))
        .or_else(|| element.owned("disp"));
    code.association = element.owned("assoc");
    code
}

fn role(element: &Element) -> Option<String> {
    if let Some(role) = element
        .attribute("ctype")
        .or_else(|| element.attribute("mtype"))
    {
        return (role != NO_ROLE).then(|| role.strip_prefix("x-").unwrap_or(role).to_owned());
    }
    if let Some(role) = element
        .attribute("subtype")
        .and_then(|it| it.strip_prefix("bitext:"))
    {
        return Some(role.to_owned());
    }
    let role = element
        .attribute("type")
        .filter(|role| *role != "generic")?;
    Some(role.strip_prefix("bitext:").unwrap_or(role).to_owned())
}

fn referred(element: &Element, attribute: &str, data: &Data) -> String {
    let found = element.attribute(attribute).and_then(|name| data.get(name));
    found.cloned().unwrap_or_default()
}
