//! Patterns as ICU and Java write them, in the syntax of the `regex` crate.
//!
//! Where both agree, a pattern is copied. Where the same signs mean something else (`\v`, `\<`, `.`, `$`, `[:alpha:]`), it
//! is rewritten; where there is no way to say it (`a++`, `(?>a)`, `(?=a)`, `\1`), [`translate`] or [`compile`] says why.

use regex::Regex;

use super::super::scan::from;

/// The characters that end lines in ICU: `.` stops before them, `\v` and `\R` match them.
const LINE_ENDS: &str = r"\n\x0b\x0c\r\x85\u{2028}\u{2029}";

/// Compiles a translated pattern; says in one line why it cannot be.
pub(super) fn compile(pattern: &str) -> Result<Regex, String> {
    Regex::new(pattern).map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => "a pattern that needs too much memory".to_owned(),
        // The message draws the pattern; its last line says what is wrong.
        other => {
            let message = other.to_string();
            let line = message.lines().next_back().unwrap_or_default();
            line.strip_prefix("error: ").unwrap_or(line).to_owned()
        }
    })
}

/// Rewrites a pattern; says which construct cannot be expressed.
pub(super) fn translate(pattern: &str) -> Result<String, String> {
    let mut translator = Translator {
        rest: pattern,
        out: String::with_capacity(pattern.len()),
        last: Last::Other,
        classes: 0,
        dot_all: false,
    };
    while let Some(c) = translator.rest.chars().next() {
        if c == '\\' {
            translator.escape();
        } else if translator.classes > 0 {
            translator.in_class(c)?;
        } else {
            translator.outside(c)?;
        }
    }
    Ok(translator.out)
}

/// What was read last, as far as a quantifier asks.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Last {
    Quantifier,
    Other,
}

struct Translator<'p> {
    rest: &'p str,
    out: String,
    last: Last,
    /// How many classes `[…]` are open.
    classes: usize,
    /// Whether `.` matches line ends.
    dot_all: bool,
}

impl Translator<'_> {
    /// Moves over `length` bytes of the pattern, written as `written`.
    fn write(&mut self, length: usize, written: &str) {
        self.out.push_str(written);
        self.rest = from(self.rest, length);
        self.last = Last::Other;
    }

    /// Moves over `length` bytes of the pattern, written as they are.
    fn copy(&mut self, length: usize) {
        let written = self.rest.get(..length).unwrap_or(self.rest);
        self.write(written.len(), written);
    }

    fn escape(&mut self) {
        let Some(escaped) = from(self.rest, 1).chars().next() else {
            self.copy(1);
            return;
        };
        match escaped {
            'Q' => {
                let quoted = from(self.rest, 2);
                let literal = quoted.split_once("\\E").map_or(quoted, |(text, _)| text);
                let length = (literal.len() + 4).min(self.rest.len());
                self.write(length, &regex::escape(literal));
            }
            'h' => self.write(2, r"[\t\p{Zs}]"),
            'H' => self.write(2, r"[^\t\p{Zs}]"),
            'v' => self.write(2, &format!("[{LINE_ENDS}]")),
            'V' => self.write(2, &format!("[^{LINE_ENDS}]")),
            'R' if self.classes == 0 => self.write(2, &format!(r"(?:\r\n|[{LINE_ENDS}])")),
            // Word starts and ends in the `regex` crate, plain signs in ICU.
            '<' | '>' => self.write(2, escaped.encode_utf8(&mut [0; 4])),
            'p' | 'P' | 'x' | 'u' | 'N' | 'k' if from(self.rest, 2).starts_with('{') => {
                let length = self.rest.find('}').map_or(self.rest.len(), |at| at + 1);
                self.copy(length);
            }
            c if !c.is_ascii() => self.write(1 + c.len_utf8(), c.encode_utf8(&mut [0; 4])),
            c => self.copy(1 + c.len_utf8()),
        }
    }

    fn in_class(&mut self, c: char) -> Result<(), String> {
        if let Some(name) = self.rest.strip_prefix("[:")
            && let Some((name, _)) = name.split_once(":]")
        {
            // The `regex` crate has ASCII only by these names.
            let length = name.len() + 4;
            let (p, name) = name
                .strip_prefix('^')
                .map_or(("p", name), |name| ("P", name));
            self.write(length, &format!("\\{p}{{{name}}}"));
            return Ok(());
        }
        match c {
            '[' => self.open_class(),
            ']' => {
                self.classes -= 1;
                self.copy(1);
                if self.classes > 0 && (self.rest.starts_with("-[") || self.rest.starts_with("&["))
                {
                    return Err("a set operation of one sign".to_owned());
                }
            }
            '~' if self.rest.starts_with("~~") => self.write(1, "\\~"),
            _ => self.copy(c.len_utf8()),
        }
        Ok(())
    }

    /// Moves over the start of a class; a bracket that closes right after it is a plain sign.
    fn open_class(&mut self) {
        self.classes += 1;
        self.copy(1);
        if self.rest.starts_with('^') {
            self.copy(1);
        }
        if self.rest.starts_with(']') {
            self.copy(1);
        }
    }

    fn outside(&mut self, c: char) -> Result<(), String> {
        match c {
            '[' => self.open_class(),
            '(' if self.rest.starts_with("(?") => self.group()?,
            '.' if !self.dot_all => self.write(1, &format!("[^{LINE_ENDS}]")),
            '$' => self.write(1, &format!(r"(?:(?:\r\n|[{LINE_ENDS}])?\z)")),
            '*' | '+' | '?' => self.quantifier(1)?,
            '{' => {
                let length = self.rest.find('}').map_or(self.rest.len(), |at| at + 1);
                self.quantifier(length)?;
            }
            _ => self.copy(c.len_utf8()),
        }
        Ok(())
    }

    /// A group that says what it is for.
    fn group(&mut self) -> Result<(), String> {
        let inside = from(self.rest, 2);
        for (sign, what) in [
            ("=", "a look-ahead"),
            ("!", "a look-ahead"),
            ("<=", "a look-behind"),
            ("<!", "a look-behind"),
            (">", "an atomic group"),
            ("#", "a comment"),
        ] {
            if inside.starts_with(sign) {
                return Err(what.to_owned());
            }
        }
        if inside.starts_with('<') {
            self.copy(3);
            return Ok(());
        }
        let flags = inside.find([':', ')']).unwrap_or(inside.len());
        let is_first = self.out.is_empty() && from(inside, flags).starts_with(')');
        let flag = |c: char| c == 'i' || c == '-' || c == 's' && is_first;
        let written = inside.get(..flags).unwrap_or_default();
        if !written.chars().all(flag) || written.contains('-') && written.contains('s') {
            return Err(format!("the flags {written}"));
        }
        self.dot_all |= written.contains('s');
        self.copy(2 + flags + 1);
        Ok(())
    }

    /// A quantifier of `length` bytes and the `?` that makes it lazy.
    fn quantifier(&mut self, length: usize) -> Result<(), String> {
        if self.last == Last::Quantifier {
            return Err("a quantifier of a quantifier".to_owned());
        }
        self.copy(length);
        if self.rest.starts_with('+') {
            return Err("a possessive quantifier".to_owned());
        }
        if self.rest.starts_with('?') {
            self.copy(1);
        }
        self.last = Last::Quantifier;
        Ok(())
    }
}
