//! Whether the words of a bead stand in the order in which their counterparts do.
//!
//! Chinese and English put clauses in much the same order, and what a translator moves he seldom moves far. So a word
//! that stands late in a block should have its counterparts late in the other: if they are early, the sentence at the
//! end probably belongs to the next bead; and where two sentences have changed places, joining both sides whole is
//! better than pairing each with the wrong one. The [gains](super::lexical) know nothing of this, as to IBM Model 1 all
//! places of a block are alike. Here the places count as in the alignment of Dyer et al. (2013, *A simple, fast, and
//! effective reparameterization of IBM Model 2*), but by distance in tokens: place `i` of `m` counts
//!
//! ```text
//! exp(-|i - j m / n| / REACH)
//! ```
//!
//! for the token at place `j` of `n`, over the mean of all places. What that adds to the gain of each token, or takes
//! from it, is the signal.

use super::{
    association::Explained,
    document::Token,
    excerpt::Links,
    gains::ln,
    kinds::Kinds,
    lexical::{CAP, LAMBDA, gain},
};

/// The distance from the diagonal, in tokens, at which a place counts 1/e of one on it.
///
/// Of 3, 4 and 5 tokens, of distances as a share of the block (1/2 to 1/10) and of those over the root of its length
/// all did about as well on novels left out of the fit (MAC-dev); 4 did best by a hair there and on records.
const REACH: f32 = 4.0;

/// In longer blocks order tells nothing: the cost of a bead stays bounded, and no natural bead has as many tokens.
const MOST_TOKENS: usize = 256;

/// In a block of so many pairs of counterparts, the same words over and over, it tells nothing either.
const MOST_PAIRS: usize = 2048;

/// A list of links so many times as long as the block is looked up in, not gone through.
const LOOK_UP: usize = 8;

/// What the order of words adds to the gains of the tokens `own` next to the block `others`, summed, in nats.
///
/// Positive where counterparts stand near the diagonal, negative where they stand far from it, 0 where there are none
/// or a block has more than [`MOST_TOKENS`] or [`MOST_PAIRS`]. Cost: the number of `others` times that of what each explains, or of the
/// different tokens of `own` where these are far fewer.
pub(crate) fn order_gain(own: &[Token], explained: &Explained, others: &[Token]) -> f32 {
    if own.is_empty() || own.len() > MOST_TOKENS || others.len() > MOST_TOKENS {
        return 0.0;
    }
    let step = others.len() as f32 / own.len() as f32;
    let mut places: Vec<Place> = own
        .iter()
        .zip(0_u16..)
        .map(|(token, place)| Place {
            kind: token.kind,
            middle: (f32::from(place) + 0.5) * step - 0.5,
            all: 0.0,
            near: 0.0,
        })
        .collect();
    // Equal tokens stay in the order of their places.
    places.sort_by_key(|place| place.kind);
    let mut kinds = Kinds::default();
    own.iter().for_each(|token| kinds.add(token.kind));
    let mut pairs = 0;
    for (other, at) in others.iter().zip(0_u16..) {
        let links = explained.explained_by(other.kind);
        if links.len() > LOOK_UP * places.len() {
            for same in places.chunk_by_mut(|a, b| a.kind == b.kind) {
                let kind = same.first().map_or(u32::MAX, |place| place.kind);
                let found = links.binary_search_by_key(&kind, |link| link.0);
                if let Some(&(_, share)) = found.ok().and_then(|found| links.get(found)) {
                    pairs += same.len();
                    for place in same {
                        place.explain(f32::from(at), share);
                    }
                }
            }
        } else {
            kinds.sift(links, |kind, share| {
                let first = places.partition_point(|place| place.kind < kind);
                let same = places.iter_mut().skip(first);
                for place in same.take_while(|place| place.kind == kind) {
                    place.explain(f32::from(at), share);
                    pairs += 1;
                }
            });
        }
        if pairs > MOST_PAIRS {
            return 0.0;
        }
    }
    let count = others.len() as f32;
    let explained = places.iter().filter(|place| place.all > 0.0);
    explained
        .map(|place| {
            let near = place.near / mean_weight(place.middle, count);
            gain(near, count) - gain(place.all, count)
        })
        .sum()
}

/// Computes what [`order_gain`] does for blocks of an excerpt; keeps what can be used again.
#[derive(Clone, Debug, Default)]
pub(crate) struct OrderReader {
    /// For each type the first of its places, or [`NONE`].
    first: Vec<u32>,
    places: Vec<LinkedPlace>,
    /// For each place that is explained what explains it near the diagonal, and in all; then what they gain.
    factors: Vec<f32>,
}

/// A token of the block that is explained, with what its distance to any other is computed from.
#[derive(Copy, Clone, Debug)]
struct LinkedPlace {
    place: Place,
    /// The weight at the beginning of the other block if it lay behind `middle`.
    rising: f32,
    /// The same over one, if it lay before.
    falling: f32,
    /// The next place of the same type, or [`NONE`].
    next: u32,
}

/// The end of a list.
const NONE: u32 = u32::MAX;

/// `exp(-n / REACH)` for each number of tokens, and `exp(n / REACH)`: distances are differences.
#[expect(clippy::indexing_slicing, reason = "evaluated when compiled")]
static POWERS: ([f32; MOST_TOKENS + 1], [f32; MOST_TOKENS + 1]) = {
    /// `exp(1 / REACH)`.
    const STEP: f64 = 1.284_025_416_687_741_5;
    let mut powers = ([0.0; MOST_TOKENS + 1], [0.0; MOST_TOKENS + 1]);
    let (mut power, mut at) = (1.0_f64, 0);
    while at <= MOST_TOKENS {
        powers.0[at] = (1.0 / power) as f32;
        powers.1[at] = power as f32;
        power *= STEP;
        at += 1;
    }
    powers
};

impl OrderReader {
    /// What the order of words adds to the gains of the tokens `own`, of `types` types, next to the block `others`, whose
    /// types explain what `links` tells.
    pub(crate) fn gain(
        &mut self,
        (own, types): (&[u32], usize),
        links: &Links,
        others: &[u32],
    ) -> f32 {
        if own.is_empty() || own.len() > MOST_TOKENS || others.len() > MOST_TOKENS {
            return 0.0;
        }
        if self.first.len() < types {
            self.first.resize(types, NONE);
        }
        let step = others.len() as f32 / own.len() as f32;
        self.places.clear();
        for (&kind, place) in own.iter().zip(0_u16..) {
            let Some(first) = self.first.get_mut(kind as usize) else {
                continue;
            };
            let middle = (f32::from(place) + 0.5) * step - 0.5;
            // Not before the first place: below 1.
            let falling = exp(-(middle + 0.5) / REACH) * exp(-0.5 / REACH).recip();
            let next = std::mem::replace(first, u32::from(place));
            self.places.push(LinkedPlace {
                place: Place {
                    kind,
                    middle,
                    all: 0.0,
                    near: 0.0,
                },
                rising: falling,
                falling: falling.recip(),
                next,
            });
        }
        let sum = self.explain(links, others);
        for place in &self.places {
            if let Some(first) = self.first.get_mut(place.place.kind as usize) {
                *first = NONE;
            }
        }
        sum
    }

    fn explain(&mut self, links: &Links, others: &[u32]) -> f32 {
        let mut pairs = 0;
        let powers = POWERS.0.iter().zip(&POWERS.1);
        for ((&other, at), (falling, rising)) in others.iter().zip(0_u16..).zip(powers) {
            for &(kind, share) in links.of(other) {
                let mut next = self.first.get(kind as usize).copied().unwrap_or(NONE);
                while let Some(linked) = self.places.get_mut(next as usize) {
                    let weight = if f32::from(at) > linked.place.middle {
                        falling * linked.falling
                    } else {
                        rising * linked.rising
                    };
                    linked.place.all += share;
                    linked.place.near += share * weight;
                    pairs += 1;
                    next = linked.next;
                }
            }
            if pairs > MOST_PAIRS {
                return 0.0;
            }
        }
        let count = others.len() as f32;
        let places = self.places.iter().map(|linked| &linked.place);
        let explained = places.filter(|place| place.all > 0.0);
        self.factors.clear();
        self.factors.extend(
            explained.flat_map(|place| [place.near / mean_weight(place.middle, count), place.all]),
        );
        // Without branches, so that the compiler can take several at once.
        for factor in &mut self.factors {
            let value = LAMBDA + (1.0 - LAMBDA) * *factor / (count + 1.0);
            let value = ln(value);
            *factor = if value < CAP { value } else { CAP };
        }
        let (gains, _) = self.factors.as_chunks();
        gains.iter().map(|[near, all]| near - all).sum()
    }
}

/// A token of the block that is explained.
#[derive(Copy, Clone, Debug)]
struct Place {
    kind: u32,
    /// Where its counterpart is expected in the other block.
    middle: f32,
    /// What the other block explains of it, over its background.
    all: f32,
    /// The same with each place counting by its distance.
    near: f32,
}

impl Place {
    fn explain(&mut self, at: f32, share: f32) {
        self.all += share;
        self.near += share * weight(at - self.middle);
    }
}

fn weight(distance: f32) -> f32 {
    exp(-distance.abs() / REACH)
}

/// `exp(x)` of a number that is at most 0, to within a few units of the last place: the polynomial of Cephes (Moshier),
/// `expf`, without its branches.
fn exp(x: f32) -> f32 {
    /// Added to a number, rounds it to a whole one, which the lowest bits then hold.
    const ROUND: f32 = (3_u32 << 22) as f32;
    let x = if x > -80.0 { x } else { -80.0 };
    let rounded = x * std::f32::consts::LOG2_E + ROUND;
    let whole = rounded - ROUND;
    let rest = x - whole * 0.693_359_4 + whole * 2.121_944_4e-4;
    let mut sum = 1.987_569_1e-4;
    for coefficient in [
        1.398_2e-3,
        8.333_452e-3,
        4.166_579_6e-2,
        1.666_666_5e-1,
        5e-1,
    ] {
        sum = sum * rest + coefficient;
    }
    let power = f32::from_bits(rounded.to_bits().wrapping_add(127) << 23);
    (sum * rest * rest + rest + 1.0) * power
}

/// The mean weight of the places `0..count` around `middle`, which lies between -0.5 and `count - 0.5`: two geometric
/// series.
fn mean_weight(middle: f32, count: f32) -> f32 {
    // Whole numbers of tokens, at most `MOST_TOKENS`.
    let of = |distance: i32| POWERS.0.get(distance as usize).copied().unwrap_or(0.0);
    // Rounded down, as what is cut off is positive.
    let last = ((middle + 1.0) as i32 - 1).min(count as i32 - 1);
    let to_last = weight(middle - last as f32);
    let before = to_last * (1.0 - of(last + 1));
    let behind = of(1) / to_last * (1.0 - of(count as i32 - 1 - last));
    (before + behind) / ((1.0 - of(1)) * count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Lang, Segmenter, lexicon,
        score::{Association, Document, excerpt::ExcerptReader},
    };

    #[test]
    fn the_exponential_is_exact_enough() {
        for step in 0..8000_u16 {
            let x = f32::from(step) / -100.0;
            let exact = x.exp();
            assert!(
                (exp(x) - exact).abs() <= 4e-7 * exact,
                "{x}: {}, {exact}",
                exp(x)
            );
        }
        assert_eq!(exp(0.0), 1.0);
    }

    #[test]
    fn the_mean_of_weights_is_that_of_the_sum() {
        for count in [1_u16, 2, 7, 40, 256] {
            for step in 0..=20_u16 {
                let middle = f32::from(step) / 20.0 * f32::from(count) - 0.5;
                let sum: f32 = (0..count).map(|at| weight(f32::from(at) - middle)).sum();
                let mean = mean_weight(middle, f32::from(count));
                assert!(
                    (mean - sum / f32::from(count)).abs() < 1e-4,
                    "{count} {middle}"
                );
            }
        }
    }

    #[test]
    fn counterparts_in_order_gain_and_those_out_of_order_lose() {
        let english = "The teacher drinks tea. The doctor buys fish.";
        let segmenter = Segmenter::default();
        let read = |text: &str, lang| {
            let spans = segmenter.sentences(text, lang);
            Document::new(text, &spans, lang, &segmenter, lexicon::default())
        };
        let english = read(english, Lang::English);
        let gains = |chinese: &str| {
            let chinese = read(chinese, Lang::Chinese);
            let association = Association::new(&chinese, &english, lexicon::default());
            let tokens = |document: &Document| document.tokens().collect::<Vec<_>>();
            let (of_chinese, of_english) = (tokens(&chinese), tokens(&english));
            [
                order_gain(&of_english, association.target(), &of_chinese),
                order_gain(&of_chinese, association.source(), &of_english),
            ]
        };
        let excerpt_gains = |chinese: &str| {
            let chinese = read(chinese, Lang::Chinese);
            let association = Association::new(&chinese, &english, lexicon::default());
            let ends = (chinese.sentences().len(), english.sentences().len());
            let mut excerpts = ExcerptReader::new(&chinese, &english, &association);
            let excerpt = excerpts.read((0, ends.0), (0, ends.1));
            let (of_chinese, of_english) = (&excerpt.chinese, &excerpt.english);
            let tokens = [(of_chinese, ends.0), (of_english, ends.1)]
                .map(|(side, end)| side.tokens_between((0, end)).unwrap_or_default());
            let mut reader = OrderReader::default();
            let mut gain = || {
                [
                    reader.gain(
                        (tokens[1], of_english.types()),
                        &excerpt.by_chinese,
                        tokens[0],
                    ),
                    reader.gain(
                        (tokens[0], of_chinese.types()),
                        &excerpt.by_english,
                        tokens[1],
                    ),
                ]
            };
            assert_eq!(gain(), gain());
            gain()
        };
        for chinese in [
            "老师喝茶。医生买鱼。",
            "医生买鱼。老师喝茶。",
            "鱼，鱼，老师买鱼。",
            "",
        ] {
            for (own, exact) in excerpt_gains(chinese).into_iter().zip(gains(chinese)) {
                assert!((own - exact).abs() < 1e-4, "{chinese}: {own}, {exact}");
            }
        }
        let (straight, crossed) = (gains("老师喝茶。医生买鱼。"), gains("医生买鱼。老师喝茶。"));
        for (straight, crossed) in straight.into_iter().zip(crossed) {
            assert!(straight > 0.5 && crossed < 0.0, "{straight} {crossed}");
        }
        assert_eq!(gains(""), [0.0; 2]);
        assert_eq!(gains(&"茶".repeat(300)), [0.0; 2]);
    }
}
