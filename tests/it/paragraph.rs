//! Paragraph breaks help to find out which sentences belong together, and forbid nothing.

use bitext::Aligner;

/// The beads as indices: `0-1:0`.
fn beads(english: &str, chinese: &str) -> String {
    let alignment = Aligner::default().align(english, chinese);
    let side = |segments: &[bitext::align::Segment]| {
        let indices: Vec<String> = segments.iter().map(|it| it.index.to_string()).collect();
        indices.join("-")
    };
    let beads = alignment.links.iter();
    let beads: Vec<String> = beads
        .map(|link| format!("{}:{}", side(&link.source), side(&link.target)))
        .collect();
    beads.join(" ")
}

/// Nothing in the words says to which of its neighbours the second sentence belongs.
#[test]
fn a_break_decides_where_words_do_not() {
    let aligned = |first: &str, second: &str| {
        let unknown = "Qqx wwv zzk.";
        let english =
            format!("{unknown}{first}{unknown}{second}{unknown} Nobody crossed the bridge.");
        beads(&english, "甲乙丙丁。\n\n戊己庚辛。没有人过桥。")
    };
    assert_eq!(aligned("\n\n", " "), "0:0 1-2:1 3:2");
    assert_eq!(aligned(" ", "\n\n"), "0-1:0 2:1 3:2");
}

#[test]
fn a_bead_may_span_a_break() {
    let english = "It rained all night.\n\nIn the morning the river was high.\n\nNobody crossed the old bridge. Then they left.";
    let chinese = "雨下了一整夜，早上河水很高。没有人过老桥。\n\n然后他们离开了。";
    assert_eq!(beads(english, chinese), "0-1:0 2:1 3:2");
}
