//! Aligns two texts and prints each pair with the words that speak for it.
//!
//! Runs without arguments: `cargo run --example align_two_texts`.

#![expect(clippy::print_stdout, reason = "an example talks to its reader")]

use bitext::{align, score::EvidenceKind};

fn main() {
    let source = "The city will spend 380 million yuan on the bridge over the next three years. Work begins on \
                  February 24. Nobody knows who will build it.";
    let target = "未来三年，该市将投入3.8亿元建桥。工程2月24日开工。由谁来建，目前没有人知道。";
    let alignment = align(source, target);
    for pair in alignment.pairs(source, target) {
        println!(
            "{:.2}  {}\n      {}",
            pair.score().value(),
            pair.source(),
            pair.target()
        );
        for item in &pair.link().evidence {
            if matches!(item.kind, EvidenceKind::Quantity | EvidenceKind::Term) {
                println!(
                    "      {} = {}",
                    item.source.slice(source),
                    item.target.slice(target)
                );
            }
        }
    }
}
