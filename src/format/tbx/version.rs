//! The versions of TBX-Basic, and how they name what they have in common.

use crate::memory::LanguageTag;

/// A version of TBX-Basic.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Version {
    /// TBX-Basic of 2008, `martif`: what most programs read.
    #[default]
    V2,
    /// TBX-Basic of ISO 30042:2019, style `dca`.
    V3,
}

impl Version {
    pub(super) const fn concept(self) -> &'static str {
        match self {
            Self::V2 => "termEntry",
            Self::V3 => "conceptEntry",
        }
    }

    pub(super) const fn language(self) -> &'static str {
        match self {
            Self::V2 => "langSet",
            Self::V3 => "langSec",
        }
    }

    pub(super) const fn term(self) -> &'static str {
        match self {
            Self::V2 => "tig",
            Self::V3 => "termSec",
        }
    }

    /// Everything before the first concept.
    pub(super) fn head(self, language: &LanguageTag) -> String {
        let (root, header) = match self {
            Self::V2 => (
                format!("<martif type=\"TBX-Basic\" xml:lang=\"{language}\">"),
                "martifHeader",
            ),
            Self::V3 => (
                format!(
                    "<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"{language}\" xmlns=\"urn:iso:std:iso:30042:ed-2\">"
                ),
                "tbxHeader",
            ),
        };
        let tool = env!("CARGO_PKG_VERSION");
        // No document type: programs would look for its file.
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{root}\n\
             <{header}><fileDesc><sourceDesc><p>bitext {tool}</p></sourceDesc></fileDesc></{header}>\n<text>\n<body>\n"
        )
    }

    pub(super) const fn foot(self) -> &'static str {
        match self {
            Self::V2 => "</body>\n</text>\n</martif>\n",
            Self::V3 => "</body>\n</text>\n</tbx>\n",
        }
    }
}
