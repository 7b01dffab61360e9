//! Text with inline codes: formatting and placeholders that a translation has to keep.

use serde::{Deserialize, Serialize};

/// A text and the codes in it.
///
/// The text is plain and whole, without the codes: what is searched, compared and counted. Each [`Code`] says before
/// which byte of the text it stands; the codes are in order.
///
/// ```
/// use bitext::memory::{Code, CodeKind, Content};
///
/// let mut content = Content::from("Press ");
/// content.push_code(Code::new(CodeKind::Open).with_pair("1").with_content("<b>"));
/// content.push_str("Start");
/// content.push_code(Code::new(CodeKind::Close).with_pair("1").with_content("</b>"));
/// assert_eq!(content.text(), "Press Start");
/// assert_eq!(content.codes()[1].at(), 11);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Loose")]
pub struct Content {
    text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    codes: Vec<Code>,
}

/// Codes that do not fit the text.
#[derive(Copy, Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected codes in order and between characters of the text, found one at byte {at}")]
pub struct ContentError {
    /// Where the code was to stand.
    pub at: usize,
}

/// An inline code: markup of the document that the text comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Code {
    at: usize,
    /// What the code does.
    pub kind: CodeKind,
    /// The code itself, as in the original document; often empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub content: String,
    /// What joins the code to its counterpart in the other language (`x` of TMX, `id` of XLIFF).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What joins the beginning of a pair to its end in the same text (`i` of TMX, `rid` of XLIFF 1.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pair: Option<String>,
    /// What it stands for: `bold`, `link`, `image` (`type` of TMX, `ctype` of XLIFF 1.2).
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The text that a reader sees in its place (`equiv-text` of XLIFF).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equivalent: Option<String>,
    /// Which text it belongs to: `p` what precedes, `f` what follows, `b` both (`assoc` of TMX).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub association: Option<String>,
    /// Text inside the code that is to be translated too, such as the title of a link.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subflows: Vec<Subflow>,
}

/// What an inline code does.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CodeKind {
    /// Begins a pair that ends in the same text (`bpt`, `bx`, `sc`).
    Open,
    /// Ends a pair that began in the same text (`ept`, `ex`, `ec`).
    Close,
    /// Stands alone (`ph`, `x`).
    Placeholder,
    /// Begins a pair that ends in another text (`it pos="begin"`).
    IsolatedOpen,
    /// Ends a pair that began in another text (`it pos="end"`).
    IsolatedClose,
    /// Begins a stretch of text with a meaning of its own (`hi`, `mrk`).
    HighlightStart,
    /// Ends that stretch.
    HighlightEnd,
    /// Not known (`ut`).
    Unknown,
}

/// Text inside a code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Subflow {
    /// Before which byte of the code's own content it stands.
    pub at: usize,
    /// The text with codes of its own.
    pub content: Content,
    /// What it is (`type` of TMX, `ctype` of XLIFF).
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

impl Subflow {
    /// Text that stands before byte `at` of a code.
    #[must_use]
    pub const fn new(at: usize, content: Content) -> Self {
        Self {
            at,
            content,
            role: None,
        }
    }
}

impl Content {
    /// The text without codes.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The codes, in order.
    #[must_use]
    pub fn codes(&self) -> &[Code] {
        &self.codes
    }

    /// Whether there is neither text nor code.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.codes.is_empty()
    }

    /// Appends text.
    pub fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Appends a code.
    pub fn push_code(&mut self, code: Code) {
        let at = self.text.len();
        self.codes.push(Code { at, ..code });
    }

    /// The text and the codes as they follow each other.
    pub fn runs(&self) -> impl Iterator<Item = Run<'_>> {
        let mut from = 0;
        let mut codes = self.codes.iter().peekable();
        std::iter::from_fn(move || {
            let next = codes.peek().map_or(self.text.len(), |code| code.at);
            if next > from {
                let text = self.text.get(from..next).unwrap_or_default();
                from = next;
                return Some(Run::Text(text));
            }
            codes.next().map(Run::Code)
        })
    }

    /// The text alone.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }
}

/// A stretch of text between codes, or a code.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Run<'a> {
    /// Text, not empty.
    Text(&'a str),
    /// A code.
    Code(&'a Code),
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self {
            text,
            codes: Vec::new(),
        }
    }
}

/// Content as it is read, not yet known to fit.
#[derive(Deserialize)]
struct Loose {
    text: String,
    #[serde(default)]
    codes: Vec<Code>,
}

impl TryFrom<Loose> for Content {
    type Error = ContentError;

    fn try_from(Loose { text, codes }: Loose) -> Result<Self, ContentError> {
        let mut from = 0;
        for code in &codes {
            if code.at < from || !text.is_char_boundary(code.at) {
                return Err(ContentError { at: code.at });
            }
            from = code.at;
        }
        Ok(Self { text, codes })
    }
}

impl Code {
    /// A code without content, to be placed by [`Content::push_code`].
    #[must_use]
    pub const fn new(kind: CodeKind) -> Self {
        Self {
            at: 0,
            kind,
            content: String::new(),
            id: None,
            pair: None,
            role: None,
            equivalent: None,
            association: None,
            subflows: Vec::new(),
        }
    }

    /// Before which byte of the text the code stands.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// The same with the code of the original document.
    #[must_use]
    pub fn with_content(self, content: impl Into<String>) -> Self {
        Self {
            content: content.into(),
            ..self
        }
    }

    /// The same with what joins it to its counterpart in the other language.
    #[must_use]
    pub fn with_id(self, id: impl Into<String>) -> Self {
        Self {
            id: Some(id.into()),
            ..self
        }
    }

    /// The same with what joins the two ends of a pair.
    #[must_use]
    pub fn with_pair(self, pair: impl Into<String>) -> Self {
        Self {
            pair: Some(pair.into()),
            ..self
        }
    }

    /// The same with what it stands for.
    #[must_use]
    pub fn with_role(self, role: impl Into<String>) -> Self {
        Self {
            role: Some(role.into()),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_alternate_as_they_were_pushed() {
        let mut content = Content::default();
        content.push_code(Code::new(CodeKind::Placeholder));
        content.push_code(Code::new(CodeKind::Placeholder).with_id("2"));
        content.push_str("中文");
        content.push_code(Code::new(CodeKind::Unknown));
        let kinds: Vec<String> = content
            .runs()
            .map(|run| match run {
                Run::Text(text) => text.to_owned(),
                Run::Code(code) => format!("{}@{}", code.id.as_deref().unwrap_or("-"), code.at()),
            })
            .collect();
        assert_eq!(kinds, ["-@0", "2@0", "中文", "-@6"]);
    }

    #[test]
    fn codes_inside_a_character_are_refused() {
        let read = |at: usize| {
            let record = serde_json::json!({"text": "中", "codes": [{"at": at, "kind": "open"}]});
            serde_json::from_value::<Content>(record).is_ok()
        };
        assert_eq!(
            [read(0), read(1), read(3), read(4)],
            [true, false, true, false]
        );
    }
}
