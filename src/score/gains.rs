//! The gains of many sentences next to every short block around their counterparts, computed together.
//!
//! The search asks for the gains of each sentence next to some two hundred blocks. This file computes what
//! [`BlockGains`](super::lexical::BlockGains) computes for one sentence, which stays as its oracle, for runs of
//! sentences at a time: the text of the other side is read once for each run, what it explains is summed in one row
//! for each token type, and the rows are multiplied up with a logarithm every [`FACTORS`] tokens instead of one for
//! each token and block.

use super::{
    excerpt::{Links, Side},
    lexical::{CAP, Gains, LAMBDA},
};

/// How many factors are multiplied before the exponent of the product is put aside.
///
/// A factor over [`LAMBDA`] lies between 1 and `exp(CAP) / LAMBDA`, 2017: ten of them stay inside what `f32` can hold.
const FACTORS: u32 = 10;

/// How many blocks are computed at a time. What stands in lanes of blocks that nobody asks about means nothing.
const LANES: usize = 4;

/// How many cells, token types times sentences of the other side, a run of sentences may have unless it is a single
/// sentence: a quarter of a megabyte, which stays in the cache.
const RUN: usize = 1 << 16;

/// No place in a run: behind whatever there is, however many sentences further.
const NOWHERE: usize = usize::MAX / 2;

/// The sentences of the other side that a sentence may share a bead with.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// The first of them.
    pub(crate) first: usize,
    /// One past the last that the block of such a bead may begin with.
    pub(crate) starts: usize,
    /// One past the last.
    pub(crate) end: usize,
}

/// The gains of consecutive sentences of one side next to blocks of the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct SideGains {
    /// The first sentence.
    first: usize,
    longest: usize,
    windows: Vec<Row>,
    /// For each sentence and each length of a block a row with one value for each start.
    values: Vec<Gains>,
}

/// Where the values of a sentence lie.
#[derive(Copy, Clone, Debug)]
struct Row {
    /// The first sentence of the other side.
    first: usize,
    width: usize,
    at: usize,
}

impl SideGains {
    /// The gains of `sentence` next to all blocks of `length` sentences, with the first sentence of the first block;
    /// nothing if they were not computed.
    pub(crate) fn row(&self, sentence: usize, length: usize) -> (usize, &[Gains]) {
        let row = || {
            let window = self.windows.get(sentence.checked_sub(self.first)?)?;
            let length = length.checked_sub(1).filter(|&at| at < self.longest)?;
            let at = window.at + length * window.width;
            Some((window.first, self.values.get(at..at + window.width)?))
        };
        row().unwrap_or_default()
    }

    /// The gains of `sentence` next to the blocks that begin with sentence `start`, one for each length, the shortest
    /// first; nothing if they were not computed.
    pub(crate) fn lengths(&self, sentence: usize, start: usize) -> impl Iterator<Item = Gains> {
        let values = || {
            let window = self.windows.get(sentence.checked_sub(self.first)?)?;
            let place = start
                .checked_sub(window.first)
                .filter(|&place| place < window.width)?;
            let end = window.at + self.longest * window.width;
            let values = self.values.get(window.at + place..end)?;
            Some(values.iter().step_by(window.width).copied())
        };
        values().into_iter().flatten()
    }

    /// The gains of `sentence` next to the block of `length` sentences from `start` on; none if not computed.
    pub(crate) fn get(&self, sentence: usize, start: usize, length: usize) -> Gains {
        let (first, row) = self.row(sentence, length);
        let gains = start.checked_sub(first).and_then(|at| row.get(at));
        gains.copied().unwrap_or_default()
    }
}

/// Computes [`SideGains`]; keeps what can be used again.
#[derive(Clone, Debug)]
pub(crate) struct GainReader {
    /// For each length of a block of the other side, how many sentences of this one may share a bead with it.
    most: Vec<usize>,
    /// For each type of the own side where its row begins among the masses of the run, or [`NOWHERE`].
    places: Vec<usize>,
    /// The types that have a row.
    types: Vec<u32>,
    /// For each type with a row what each sentence of the other side explains of it, over its background.
    masses: Vec<f32>,
    /// For each length of a block, and each sentence that it may begin with, the share of each of its tokens, over
    /// [`LAMBDA`].
    shares: Vec<f32>,
    work: Work,
}

/// What the rows of one sentence are multiplied up in.
#[derive(Clone, Debug, Default)]
struct Work {
    /// For each type of the own side how often the sentence has it; 0 between two sentences.
    counts: Vec<u32>,
    /// The types of the sentence.
    types: Vec<u32>,
    /// The types that are explained somewhere.
    rows: Vec<TypeRow>,
    /// For each length of a block the places that the blocks asked about begin at: the first, and one past the last.
    places_of: Vec<(usize, usize)>,
    /// For each length the blocks in hand.
    products: Vec<Product>,
    /// The logarithms of the values of each of them: of all factors, and of the negative ones.
    logarithms: Vec<[[f32; LANES]; 2]>,
}

/// A type of a sentence that its window explains.
#[derive(Copy, Clone, Debug)]
struct TypeRow {
    /// How often it occurs.
    count: u32,
    /// The first and last place where it is explained.
    first: usize,
    last: usize,
    /// Where what each place explains begins among the masses.
    cells: usize,
}

/// The products of the factors of some blocks: values between 1 and 2, or more, times powers of two.
#[derive(Copy, Clone, Debug)]
struct Product {
    /// For each of them the share of each of its tokens, over [`LAMBDA`].
    shares: [f32; LANES],
    all: [f32; LANES],
    negative: [f32; LANES],
    powers_of_all: [f32; LANES],
    powers_of_negative: [f32; LANES],
}

impl Product {
    const fn new(shares: [f32; LANES]) -> Self {
        Self {
            shares,
            all: [1.0; LANES],
            negative: [1.0; LANES],
            powers_of_all: [0.0; LANES],
            powers_of_negative: [0.0; LANES],
        }
    }

    /// Multiplies by factors, of those above `even` by that in the negative ones.
    #[inline(always)]
    fn multiply(&mut self, factors: &[f32; LANES], even: f32) {
        for (value, factor) in self.all.iter_mut().zip(factors) {
            *value *= factor;
        }
        for (value, factor) in self.negative.iter_mut().zip(factors) {
            *value *= if *factor < even { *factor } else { even };
        }
    }

    /// Puts the exponents aside.
    fn settle(&mut self) {
        for (values, powers) in [
            (&mut self.all, &mut self.powers_of_all),
            (&mut self.negative, &mut self.powers_of_negative),
        ] {
            for (value, power) in values.iter_mut().zip(powers) {
                let bits = value.to_bits();
                *power += ((bits >> 23) as i32 - 127) as f32;
                *value = f32::from_bits(bits & 0x007f_ffff | 0x3f80_0000);
            }
        }
    }
}

impl GainReader {
    /// Prepares for sentences next to blocks of sentences of the other side; `most` tells for each length of a block,
    /// from 1 on, how many sentences may share a bead with it.
    pub(crate) fn new(mut most: Vec<usize>) -> Self {
        // What a longer block needs a shorter one has.
        let mut least = 0;
        for most in most.iter_mut().rev() {
            least = least.max(*most);
            *most = least;
        }
        Self {
            most,
            places: Vec::new(),
            types: Vec::new(),
            masses: Vec::new(),
            shares: Vec::new(),
            work: Work::default(),
        }
    }

    /// The gains of the sentences of `own`, each next to the blocks of its window of `others`, whose types explain
    /// what `links` tells.
    ///
    /// A window is that of beads of the most sentences: with beads of `n` sentences fewer, that of a sentence would begin
    /// where that of the `n`-th following sentence does. Cost: the area of the windows times the number of tokens of a sentence that have a counterpart.
    pub(crate) fn read(
        &mut self,
        own: &Side,
        (others, links): (&Side, &Links),
        windows: &[Window],
    ) -> SideGains {
        let longest = self.most.len();
        let first = own.first();
        let mut gains = SideGains {
            first,
            longest,
            windows: Vec::with_capacity(windows.len()),
            values: Vec::new(),
        };
        let starts = windows.iter().map(|it| it.starts.saturating_sub(it.first));
        gains.values.reserve_exact(starts.sum::<usize>() * longest);
        self.places.clear();
        self.places.resize(own.types(), NOWHERE);
        self.work.counts.clear();
        self.work.counts.resize(own.types(), 0);
        let mut done = 0;
        while done < windows.len() {
            let sentence = first + done;
            let rest = windows.get(done..).unwrap_or_default();
            let (count, window) = self.run(own, sentence, rest);
            self.explain((others, links), window);
            for (sentence, it) in (sentence..).zip(rest.iter().take(count)) {
                gains.windows.push(Row {
                    first: it.first,
                    width: it.starts.saturating_sub(it.first),
                    at: gains.values.len(),
                });
                let following = windows.get(sentence - first..).unwrap_or_default();
                let tokens = own.tokens_of(sentence);
                self.sentence(tokens, following, window, &mut gains.values);
            }
            for &kind in &self.types {
                if let Some(place) = self.places.get_mut(kind as usize) {
                    *place = NOWHERE;
                }
            }
            done += count;
        }
        gains
    }

    /// Gives rows to the types of as many sentences as make a run; their number and the hull of their windows.
    fn run(&mut self, own: &Side, sentence: usize, windows: &[Window]) -> (usize, (usize, usize)) {
        self.types.clear();
        let mut hull = (usize::MAX, 0);
        let mut count = 0;
        for (sentence, &Window { first, end, .. }) in (sentence..).zip(windows) {
            let wider = (hull.0.min(first), hull.1.max(end));
            let tokens = own.tokens_of(sentence);
            let cells = (self.types.len() + tokens.len()) * wider.1.saturating_sub(wider.0);
            if count > 0 && cells > RUN {
                break;
            }
            for &kind in tokens {
                if let Some(place) = self.places.get_mut(kind as usize)
                    && *place == NOWHERE
                {
                    *place = 0;
                    self.types.push(kind);
                }
            }
            hull = wider;
            count += 1;
        }
        let hull = (hull.0.min(hull.1), hull.1);
        for (&kind, row) in self.types.iter().zip(0..) {
            if let Some(place) = self.places.get_mut(kind as usize) {
                *place = row * (hull.1 - hull.0);
            }
        }
        (count, hull)
    }

    /// Sums up what the sentences of `window` explain of the types of the run.
    fn explain(&mut self, (others, links): (&Side, &Links), (first, end): (usize, usize)) {
        let width = end - first;
        // Lanes reach past the last block.
        let room = LANES + self.most.len();
        self.masses.clear();
        self.masses.resize(self.types.len() * width + room, 0.0);
        for sentence in first..end {
            for &token in others.tokens_of(sentence) {
                for &(kind, share) in links.of(token) {
                    let place = self.places.get(kind as usize).copied();
                    let at = place.unwrap_or(NOWHERE) + sentence - first;
                    if let Some(mass) = self.masses.get_mut(at) {
                        *mass += share;
                    }
                }
            }
        }
        self.shares.clear();
        for length in 1..=self.most.len() {
            let mut tokens = 0;
            let count = |sentence: usize| others.tokens_of(sentence).len();
            tokens += (first..(first + length - 1).min(end))
                .map(count)
                .sum::<usize>();
            for sentence in first..end {
                // The block grows at its end, clipped at the end of the window, and shrinks at its beginning.
                if sentence + length <= end {
                    tokens += count(sentence + length - 1);
                }
                self.shares
                    .push((1.0 / LAMBDA - 1.0) / (tokens as f32 + 1.0));
                tokens -= count(sentence);
            }
        }
        self.shares.resize(self.shares.len() + room, 0.0);
    }

    /// Appends the gains of one sentence of the given tokens next to the blocks of its window, the first of `windows`,
    /// which lies inside that of the run.
    fn sentence(
        &mut self,
        tokens: &[u32],
        windows: &[Window],
        run: (usize, usize),
        values: &mut Vec<Gains>,
    ) {
        let Some(&Window { first, starts, end }) = windows.first() else {
            return;
        };
        let (width, run_width) = (end.saturating_sub(first), run.1 - run.0);
        let starts = starts.saturating_sub(first);
        if width == 0 || starts == 0 {
            return;
        }
        let skipped = first - run.0;
        let longest = self.most.len();
        let work = &mut self.work;
        for &kind in tokens {
            if let Some(count) = work.counts.get_mut(kind as usize) {
                if *count == 0 {
                    work.types.push(kind);
                }
                *count += 1;
            }
        }
        work.rows.clear();
        for kind in work.types.drain(..) {
            let count = work.counts.get_mut(kind as usize).map(std::mem::take);
            let place = self.places.get(kind as usize).copied();
            let at = place.unwrap_or(NOWHERE) + skipped;
            let cells = self.masses.get(at..at + width).unwrap_or_default();
            let is_some = |cell: &f32| *cell > 0.0;
            if let Some(first) = cells.iter().position(is_some) {
                work.rows.push(TypeRow {
                    count: count.unwrap_or_default(),
                    first,
                    last: cells.iter().rposition(is_some).unwrap_or(first),
                    cells: at,
                });
            }
        }
        // What all tokens cost that have no counterpart; the factors of those that have one count over this.
        let unexplained = tokens.len() as f32 * LAMBDA.ln();
        let start = Gains {
            all: unexplained,
            negative: unexplained,
        };
        let at = values.len();
        values.resize(at + longest * starts, start);
        work.places_of.clear();
        for (length, &most) in self.most.iter().enumerate() {
            // What a block that leaves the window gains means nothing, nor what one gains that begins too early for
            // beads of so many sentences.
            let to = starts.min(width.saturating_sub(length));
            let from = windows.get(longest.saturating_sub(most)).or(windows.last());
            let from = from.map_or(0, |window| window.first.saturating_sub(first));
            work.places_of.push((from.min(to), to));
        }
        let values = values.get_mut(at..).unwrap_or_default();
        for place in (0..starts).step_by(LANES) {
            let shares = self.shares.get(skipped + place..).unwrap_or_default();
            work.multiply(place, &self.masses, (shares, run_width));
            let sums = values.chunks_exact_mut(starts).zip(&work.places_of);
            let gains = work.products.iter().zip(&work.logarithms);
            for ((sums, &(from, to)), (product, [all, negative])) in sums.zip(gains) {
                let skip = from.saturating_sub(place);
                let sums = sums.get_mut(place..to).unwrap_or_default().iter_mut();
                let all = all.iter().zip(&product.powers_of_all);
                let negative = negative.iter().zip(&product.powers_of_negative);
                for (sum, (all, negative)) in sums.zip(all.zip(negative)).skip(skip) {
                    sum.all += all.0 + all.1 * std::f32::consts::LN_2;
                    sum.negative += negative.0 + negative.1 * std::f32::consts::LN_2;
                }
            }
        }
    }
}

impl Work {
    /// Multiplies up the gains of the blocks that begin at `place` and the following ones, of all lengths of which any is
    /// asked about there; lengths come with no more places than the one before.
    ///
    /// The shares of the blocks of each length begin `run_width` further than those of the one before.
    fn multiply(&mut self, place: usize, masses: &[f32], (shares, run_width): (&[f32], usize)) {
        // The greatest factor, and that of a token as likely as by chance, over the least.
        let (most, even) = (CAP.exp() / LAMBDA, 1.0 / LAMBDA);
        self.products.clear();
        for (further, &(from, to)) in self.places_of.iter().enumerate() {
            let shares = shares.get(further * run_width..);
            let shares = shares.and_then(|it| it.first_chunk::<LANES>());
            let Some(&shares) = shares.filter(|_| place + LANES > from && place < to) else {
                break;
            };
            self.products.push(Product::new(shares));
        }
        let end = place + LANES + self.products.len();
        let mut multiplied = 0;
        for row in &self.rows {
            // Of most types nothing that these blocks hold is explained.
            if row.last < place || row.first >= end {
                continue;
            }
            let cells = row.cells + place;
            let cells = masses.get(cells..cells + LANES + self.products.len());
            let mut blocks = [0.0; LANES];
            for (product, cells) in self
                .products
                .iter_mut()
                .zip(cells.unwrap_or_default().windows(LANES))
            {
                let mut factors = [0.0; LANES];
                for (block, cell) in blocks.iter_mut().zip(cells) {
                    *block += cell;
                }
                for ((factor, block), share) in factors.iter_mut().zip(&blocks).zip(&product.shares)
                {
                    let value = 1.0 + block * share;
                    *factor = if value < most { value } else { most };
                }
                product.multiply(&factors, even);
                for _ in 1..row.count {
                    product.settle();
                    product.multiply(&factors, even);
                }
            }
            multiplied += 1;
            if multiplied == FACTORS {
                for product in &mut self.products {
                    product.settle();
                }
                multiplied = 0;
            }
        }
        self.logarithms.clear();
        let products = self.products.iter();
        self.logarithms
            .extend(products.map(|product| [product.all, product.negative]));
        for value in self.logarithms.as_flattened_mut().as_flattened_mut() {
            *value = ln(*value);
        }
    }
}

/// The natural logarithm of a positive normal number, to within a few units of the last place.
///
/// The polynomial of Cephes (Moshier), `logf`; written without branches so that the compiler can take several at once.
pub(crate) fn ln(x: f32) -> f32 {
    const HALF_ROOT: f32 = std::f32::consts::FRAC_1_SQRT_2;
    let bits = x.to_bits();
    // The mantissa in [0.5, 1), then in [sqrt(1/2), sqrt(2)).
    let mantissa = f32::from_bits(bits & 0x007f_ffff | 0x3f00_0000);
    let exponent = (bits >> 23) as i32 - 126;
    let is_small = mantissa < HALF_ROOT;
    let exponent = exponent as f32 - if is_small { 1.0 } else { 0.0 };
    let x = mantissa - 1.0 + if is_small { mantissa } else { 0.0 };
    let square = x * x;
    let mut sum = 7.037_683_6e-2;
    for coefficient in [
        -1.151_461e-1,
        1.167_699_9e-1,
        -1.242_014_1e-1,
        1.424_932_3e-1,
        -1.666_805_8e-1,
        2.000_071_5e-1,
        -2.499_999_4e-1,
        3.333_333e-1,
    ] {
        sum = sum * x + coefficient;
    }
    let rest = sum * x * square - 2.121_944_4e-4 * exponent - 0.5 * square;
    x + rest + 0.693_359_4 * exponent
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Lang, Segmenter, lexicon,
        score::{
            Association, Document,
            excerpt::ExcerptReader,
            lexical::{BlockGains, Postings, running_lengths},
        },
    };

    #[test]
    fn the_logarithm_is_exact_enough() {
        for step in 0..4000 {
            let x = 1e-9 * 1.0113_f32.powi(step);
            let (own, exact) = (ln(x), x.ln());
            assert!(
                (own - exact).abs() <= 4e-7 * exact.abs().max(1.0),
                "{x}: {own}, {exact}"
            );
        }
        assert_eq!(ln(1.0), 0.0);
    }

    #[test]
    fn many_sentences_together_gain_what_each_gains_alone() {
        let english = "The river rose. The river rose 3 metres, and the bridge, the old bridge, was shut by the \
                       council of the town after the river had risen on the third of May. Nobody was hurt, nobody. \
                       Why? The town waits for the river to fall. It rained on.";
        let chinese = "河水上涨。河水上涨了3米，镇议会于5月3日关闭了老桥。没有人受伤。为什么？全镇在等河水退去。雨还在下。";
        let segmenter = Segmenter::default();
        let read = |text: &str, lang| {
            let spans = segmenter.sentences(text, lang);
            Document::new(text, &spans, lang, &segmenter, lexicon::default())
        };
        let (english, chinese) = (read(english, Lang::English), read(chinese, Lang::Chinese));
        let association = Association::new(&chinese, &english, lexicon::default());
        let (count, longest) = (chinese.sentences().len(), 6);
        let windows: Vec<Window> = (0..english.sentences().len())
            .map(|sentence: usize| Window {
                first: sentence.saturating_sub(2),
                starts: (sentence + 4).min(count),
                end: (sentence + 4).min(count),
            })
            .collect();
        let mut reader = GainReader::new(vec![longest; longest]);
        let mut excerpts = ExcerptReader::new(&chinese, &english, &association);
        let mut read = |first: usize| {
            let excerpt = excerpts.read((0, count), (first, english.sentences().len()));
            let others = (&excerpt.chinese, &excerpt.by_chinese);
            let windows = windows.get(first..).unwrap_or_default();
            reader.read(&excerpt.english, others, windows)
        };
        let together = read(0);
        let postings = Postings::new(&chinese);
        let lengths = running_lengths(&chinese);
        let mut explained = 0;
        for (sentence, &window) in windows.iter().enumerate() {
            let tokens = english.tokens_of(sentence);
            let of = association.target();
            let hull = (window.first, window.end);
            let alone = BlockGains::new(&tokens, of, &postings, &lengths, hull, longest);
            for start in window.first..window.end {
                // What a block that leaves the window gains means nothing.
                for length in 1..=longest.min(window.end - start) {
                    let (a, b) = (
                        together.get(sentence, start, length),
                        alone.get(start, length),
                    );
                    assert!(
                        (a.all - b.all).abs() < 1e-4,
                        "{sentence} {start} {length}: {a:?} {b:?}"
                    );
                    assert!((a.negative - b.negative).abs() < 1e-4);
                    explained += usize::from(a.all > a.negative);
                }
            }
        }
        assert!(explained > 10);
        assert_eq!(read(2).get(3, 3, 2), together.get(3, 3, 2));
    }
}
