//! Wade-Giles, derived from pinyin by rule.
//!
//! Apostrophes are dropped, as most texts drop them, so that *ch'en* and *chen* are one spelling of two syllables each.
//! A few spellings of names are older or looser than the rules (Lee, Chiang, Soong); those that are regular for one
//! syllable everywhere are added here, names that are not regular at all are listed in `data/spellings.tsv`.

/// Returns how Wade-Giles writes a pinyin syllable, without apostrophes and accents; often in two ways.
///
/// ```
/// use bitext::name::wade_giles::spellings;
///
/// assert_eq!(spellings("xie"), ["hsieh"]);
/// assert_eq!(spellings("zi"), ["tzu", "tse"]);
/// assert_eq!(spellings("dong"), ["tung"]);
/// ```
#[must_use]
pub fn spellings(pinyin: &str) -> Vec<String> {
    if let Some((_, whole)) = WHOLE.iter().find(|(syllable, _)| *syllable == pinyin) {
        return whole.split(' ').map(str::to_owned).collect();
    }
    let (initial, rime) = split(pinyin);
    let first = INITIALS
        .iter()
        .find(|(letters, _)| *letters == initial)
        .map_or(initial, |(_, spelled)| *spelled);
    let rime = match rime {
        "i" if matches!(initial, "zh" | "ch" | "sh" | "r") => "ih",
        "ong" => "ung",
        "iong" => "iung",
        "ian" => "ien",
        "ie" => "ieh",
        "ue" | "ve" => "ueh",
        "v" => "u",
        "ui" if matches!(initial, "g" | "k") => "uei",
        "uo" if !matches!(initial, "g" | "k" | "h" | "sh") => "o",
        "er" => "erh",
        "e" if matches!(initial, "h") => "o",
        rime => rime,
    };
    let mut found = vec![format!("{first}{rime}")];
    if rime == "e" && matches!(initial, "g" | "k") {
        found.insert(0, format!("{first}o"));
    }
    found
}

/// Syllables that the rules do not reach, with their spellings.
const WHOLE: [(&str, &str); 19] = [
    ("zi", "tzu tse"),
    ("ci", "tzu"),
    ("si", "ssu szu"),
    ("yi", "i yi"),
    ("ye", "yeh"),
    ("yan", "yen"),
    ("you", "yu"),
    ("yue", "yueh"),
    ("yong", "yung"),
    ("xu", "hsu"),
    ("jiu", "chiu jeou"),
    ("li", "li lee"),
    ("song", "sung soong"),
    ("bin", "pin"),
    ("e", "o e"),
    ("er", "erh"),
    ("ri", "jih"),
    ("qin", "chin khim"),
    ("ping", "ping pyng"),
];

const INITIALS: [(&str, &str); 10] = [
    ("b", "p"),
    ("d", "t"),
    ("g", "k"),
    ("j", "ch"),
    ("q", "ch"),
    ("x", "hs"),
    ("zh", "ch"),
    ("r", "j"),
    ("z", "ts"),
    ("c", "ts"),
];

/// The initial of a pinyin syllable, which may be empty, and the rest.
pub(super) fn split(pinyin: &str) -> (&str, &str) {
    let at = pinyin
        .find(['a', 'e', 'i', 'o', 'u', 'v'])
        .unwrap_or(pinyin.len());
    pinyin.split_at_checked(at).unwrap_or(("", pinyin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_hold() {
        for (pinyin, spelled) in [
            ("zhou", "chou"),
            ("qing", "ching"),
            ("zhi", "chih"),
            ("gui", "kuei"),
            ("dui", "tui"),
            ("duo", "to"),
            ("xiong", "hsiung"),
            ("jue", "chueh"),
            ("ren", "jen"),
            ("he", "ho"),
            ("ge", "ko"),
            ("tian", "tien"),
            ("lve", "lueh"),
            ("cao", "tsao"),
        ] {
            assert_eq!(spellings(pinyin).first().unwrap(), spelled, "{pinyin}");
        }
    }
}
