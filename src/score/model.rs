//! The model of a bead: all signals, weighted, summed to a score.
//!
//! The score is log-linear: a weighted sum of [`FEATURES`] numbers, so that a path of beads has a probability
//! proportional to the exponential of its total.

use super::{
    association::Association,
    cue::Cues,
    document::Document,
    excerpt::{Excerpt, ExcerptReader},
    gains::{GainReader, SideGains},
    length,
    lexical::Gains,
    order::{OrderReader, order_gain},
    row::{Columns, LANES, Measures, added},
};
use crate::text::Span;

pub(crate) use super::gains::Window;

pub use super::weights::{
    FEATURE_GROUPS, FEATURE_NAMES, FEATURES, Features, Weights, WeightsError,
};

/// A run of sentences of each side, as the model sees it: Chinese first.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) chinese: (usize, usize),
    pub(crate) english: (usize, usize),
}

/// The features that [`BeadModel::order`] gives.
pub(crate) const ORDER: std::ops::Range<usize> = 38..40;

/// Scores beads of two documents.
///
/// The Chinese document is the first side of every bead type, the English one the second; where both are in one
/// language the first stands for Chinese.
#[derive(Clone, Debug)]
pub struct BeadModel<'d> {
    chinese: SideSums<'d>,
    english: SideSums<'d>,
    association: &'d Association,
    ratio: f32,
    /// Whether the breaks between paragraphs are known on both sides.
    paragraphs: bool,
    weights: Weights,
    /// Added to the score of beads that leave a side empty.
    gap: f32,
    longest: usize,
    excerpts: ExcerptReader<'d>,
    english_reader: GainReader,
    chinese_reader: GainReader,
    order_reader: OrderReader,
    /// What was read of the sentences that are asked about.
    read: Reading,
    /// What was read before the last [turn](BeadModel::turn).
    kept: Reading,
    work: RowWork,
}

/// What is known of sentences next to those around their counterparts.
#[derive(Clone, Debug, Default)]
struct Reading {
    excerpt: Excerpt,
    english_gains: SideGains,
    chinese_gains: SideGains,
    english_columns: Columns,
}

/// What the scores of a row are summed up in.
#[derive(Clone, Debug, Default)]
struct RowWork {
    /// For each length of a Chinese block, what words give each English sentence next to it.
    english: Vec<f32>,
    /// The same, summed over the English sentences of a block.
    english_sums: Vec<[f32; LANES]>,
    /// For each length of an English block, what words give the Chinese sentences in hand next to each.
    chinese_sums: Vec<[f32; LANES]>,
    /// The scores of one type.
    scores: Vec<[f32; LANES]>,
    /// For each length of a Chinese block, and each length of an English one, which type of bead joins them.
    types: Vec<Option<usize>>,
}

/// What the model sums up of the sentences of one side.
#[derive(Clone, Debug)]
struct SideSums<'d> {
    document: &'d Document,
    // A whole number: a million sentences have more characters than `f32` can count.
    chars: u64,
    /// Whether the breaks between paragraphs are known.
    has_paragraphs: bool,
}

impl<'d> SideSums<'d> {
    fn new(document: &'d Document) -> Self {
        let sentences = document.sentences();
        Self {
            document,
            chars: sentences
                .iter()
                .map(|sentence| u64::from(sentence.chars))
                .sum(),
            has_paragraphs: sentences.iter().any(|sentence| sentence.starts_paragraph),
        }
    }
}

/// The number of tokens between two cut points; cut points past the end count as the end.
fn tokens(document: &Document, (start, end): (usize, usize)) -> f32 {
    let end = end.min(document.sentences().len());
    document.count_tokens((start, end)) as f32
}

/// The numbers of the sentences between two cut points; cut points past the end count as the end.
fn measures(document: &Document, block: (usize, usize)) -> Measures {
    let mut chars = 0_u64;
    let (mut starts_paragraph, mut breaks) = (false, 0_u32);
    let mut cues: Option<Cues> = None;
    for sentence in document.sentences().between(block) {
        chars += u64::from(sentence.chars);
        match cues {
            None => starts_paragraph = sentence.starts_paragraph,
            Some(_) => breaks += u32::from(sentence.starts_paragraph),
        }
        cues = Some(cues.map_or(sentence.cues, |cues| cues + sentence.cues));
    }
    Measures {
        starts_paragraph,
        breaks: breaks as f32,
        chars: chars as f32,
        sentences: block.1 - block.0,
        cues: cues.unwrap_or_default(),
    }
}

/// For each sentence, the sentences of the other side that it may share a bead with.
pub(crate) type Windows = Vec<Window>;

impl<'d> BeadModel<'d> {
    /// Prepares scoring of beads of the given types, and reads all sentences.
    ///
    /// `windows` gives for each Chinese and for each English sentence the range of sentences of the other side that
    /// will be asked about. Cost, in time and memory: proportional to the area of the windows; see
    /// [`BeadModel::unread`] for long documents.
    pub(crate) fn new(
        documents: [&'d Document; 2],
        association: &'d Association,
        [chinese_windows, english_windows]: [&Windows; 2],
        types: &[(usize, usize)],
        weights: Weights,
        gap: f32,
    ) -> Self {
        let mut model = Self::unread(documents, association, types, weights, gap);
        model.read((0, chinese_windows), (0, english_windows));
        model
    }

    /// Prepares scoring of beads of the given types, Chinese sentences first; [`BeadModel::read`] comes next.
    pub(crate) fn unread(
        [chinese, english]: [&'d Document; 2],
        association: &'d Association,
        types: &[(usize, usize)],
        weights: Weights,
        gap: f32,
    ) -> Self {
        let joining = || types.iter().filter(|(a, b)| *a > 0 && *b > 0);
        let longest = joining().map(|&(a, b)| a.max(b)).max().unwrap_or(1);
        // For each length of a block how many sentences of the other side a bead may join it with.
        let mut of_chinese = vec![0; longest];
        let mut of_english = of_chinese.clone();
        for &(a, b) in joining() {
            for (most, own, other) in [(&mut of_chinese, a, b), (&mut of_english, b, a)] {
                if let Some(most) = most.get_mut(other - 1) {
                    *most = own.max(*most);
                }
            }
        }
        let excerpts = ExcerptReader::new(chinese, english, association);
        let (chinese, english) = (SideSums::new(chinese), SideSums::new(english));
        let ratio = length::ratio(chinese.chars as f32, english.chars as f32);
        let paragraphs = chinese.has_paragraphs && english.has_paragraphs;
        Self {
            chinese,
            english,
            association,
            ratio,
            paragraphs,
            weights,
            gap,
            longest,
            excerpts,
            english_reader: GainReader::new(of_english),
            chinese_reader: GainReader::new(of_chinese),
            order_reader: OrderReader::default(),
            read: Reading::default(),
            kept: Reading::default(),
            work: RowWork::default(),
        }
    }

    /// Reads the sentences that will be asked about, and forgets those read before.
    ///
    /// Each side gives its first sentence and the windows of this and the following sentences. Cost, in time and
    /// memory: proportional to the area of the windows.
    pub(crate) fn read(
        &mut self,
        (chinese, chinese_windows): (usize, &[Window]),
        (english, english_windows): (usize, &[Window]),
    ) {
        let sentences = (english, english + english_windows.len());
        let excerpt = (self.excerpts).read((chinese, chinese + chinese_windows.len()), sentences);
        let of_english = (&excerpt.english, &excerpt.by_english);
        let of_chinese = (&excerpt.chinese, &excerpt.by_chinese);
        self.read.chinese_gains =
            (self.chinese_reader).read(&excerpt.chinese, of_english, chinese_windows);
        self.read.english_gains =
            (self.english_reader).read(&excerpt.english, of_chinese, english_windows);
        self.read.excerpt = excerpt;
        self.read.english_columns = Columns::new(sentences, self.longest, |block| {
            measures(self.english.document, block)
        });
    }

    /// Keeps what was read, and goes back to what was read before the last turn, if anything.
    pub(crate) const fn turn(&mut self) {
        std::mem::swap(&mut self.read, &mut self.kept);
    }

    /// The scores of all beads of the given types that begin with Chinese sentence `chinese` and with one of the
    /// English sentences from `english` on.
    ///
    /// `scores` holds a row for each type, with one score for each first English sentence. The scores of beads that
    /// reach beyond what was [read](BeadModel::read) mean nothing. The sums are those of [`BeadModel::score`].
    pub(crate) fn score_row(
        &mut self,
        (chinese, english): (usize, usize),
        types: &[(usize, usize)],
        scores: &mut [f32],
    ) {
        let width = scores.len() / types.len().max(1);
        if width == 0 {
            return;
        }
        for (row, &size) in scores.chunks_exact_mut(width).zip(types) {
            if size.0 == 0 || size.1 == 0 {
                let shape = self.shape_score(size);
                for (score, english) in row.iter_mut().zip(english..) {
                    let block = Block {
                        chinese: (chinese, chinese + size.0),
                        english: (english, english + size.1),
                    };
                    *score = self.null_score(block, shape);
                }
            }
        }
        let mut work = std::mem::take(&mut self.work);
        let groups = width.div_ceil(LANES);
        work.chinese_sums.clear();
        work.chinese_sums
            .resize(self.longest * groups, [0.0; LANES]);
        let [of_english, of_chinese, lost_english, lost_chinese] =
            [0, 1, 2, 3].map(|index| self.weights.get(index));
        let room = groups * LANES + self.longest - 1;
        work.types.clear();
        work.types.resize(self.longest * self.longest, None);
        for (index, &(sources, targets)) in types.iter().enumerate() {
            let place = sources.checked_sub(1).zip(targets.checked_sub(1));
            let place = place.filter(|&(_, column)| column < self.longest);
            let place = place.map(|(row, column)| row * self.longest + column);
            if let Some(slot) = place.and_then(|place| work.types.get_mut(place)) {
                *slot = Some(index);
            }
        }
        work.english.clear();
        work.english.resize(self.longest * room, 0.0);
        for at in 0..room {
            let lengths = self.read.english_gains.lengths(english + at, chinese);
            for (row, gains) in work.english.chunks_exact_mut(room).zip(lengths) {
                if let Some(slot) = row.get_mut(at) {
                    *slot = of_english * gains.all + lost_english * gains.negative;
                }
            }
        }
        let blocks = work.english.chunks_exact(room);
        let blocks = blocks.zip(work.types.chunks_exact(self.longest));
        for (sources, (gains_of_english, types)) in (1..=self.longest).zip(blocks) {
            let sums = work.chinese_sums.chunks_exact_mut(groups).zip(1..);
            for (sums, length) in sums {
                let (first, row) = self.read.chinese_gains.row(chinese + sources - 1, length);
                let row = row.get(english.saturating_sub(first)..).unwrap_or_default();
                for (sum, gains) in sums.as_flattened_mut().iter_mut().zip(row) {
                    *sum += of_chinese * gains.all + lost_chinese * gains.negative;
                }
            }
            work.english_sums.clear();
            work.english_sums.resize(groups, [0.0; LANES]);
            let block = (chinese, chinese + sources);
            let measures = measures(self.chinese.document, block);
            let columns = work.chinese_sums.chunks_exact(groups).zip(types);
            for ((chinese_sums, index), targets) in columns.zip(1..) {
                let last = gains_of_english.get(targets - 1..).unwrap_or_default();
                for (sums, gains) in work.english_sums.iter_mut().zip(last.as_chunks().0) {
                    *sums = added(sums, [gains], |[gain]| gain);
                }
                let row = index.and_then(|index| scores.get_mut(index * width..)?.get_mut(..width));
                let Some(row) = row else { continue };
                let shape: f32 = self.shape_score((sources, targets));
                work.scores.clear();
                let sums = work.english_sums.iter().zip(chinese_sums);
                work.scores.extend(sums.map(|(of_english, of_chinese)| {
                    let scores = added(of_english, [of_chinese], |[gain]| gain);
                    scores.map(|score| score + shape)
                }));
                let (block, scores) = ((english, targets), &mut work.scores);
                let columns = &self.read.english_columns;
                columns.add(block, &measures, self.ratio, &self.weights, scores);
                if self.paragraphs {
                    columns.add_paragraphs(block, &measures, &self.weights, scores);
                }
                for (score, value) in row.iter_mut().zip(scores.as_flattened()) {
                    *score = *value;
                }
            }
        }
        self.work = work;
    }

    /// The score of a bead that leaves a side empty, to whose score its type adds `shape`.
    fn null_score(&self, block: Block, shape: f32) -> f32 {
        let count = (
            block.chinese.1 - block.chinese.0,
            block.english.1 - block.english.0,
        );
        self.weights.get(7) * tokens(self.chinese.document, block.chinese)
            + self.weights.get(8) * tokens(self.english.document, block.english)
            + shape
            + self.weights.get(35) * more_nulls(count)
            + self.gap * (count.0 + count.1) as f32
    }

    /// What the type of a bead adds to its score.
    fn shape_score(&self, count: (usize, usize)) -> f32 {
        let weighed = shape_parts(count).into_iter();
        weighed
            .map(|(index, value)| value * self.weights.get(9 + index))
            .sum()
    }

    /// The two features of a bead that tell of the order of its words; see [`Ground::order`].
    pub(crate) fn order(&self, block: Block) -> [f32; 2] {
        let documents = [self.chinese.document, self.english.document];
        order(documents, self.association, block)
    }

    /// The same, quicker, of a bead that was [read](BeadModel::read).
    fn order_read(&mut self, block: Block) -> [f32; 2] {
        let excerpt = &self.read.excerpt;
        let (of_chinese, of_english) = (&excerpt.chinese, &excerpt.english);
        let (Some(chinese), Some(english)) = (
            of_chinese.tokens_between(block.chinese),
            of_english.tokens_between(block.english),
        ) else {
            return self.order(block);
        };
        let reader = &mut self.order_reader;
        [
            reader.gain((english, of_english.types()), &excerpt.by_chinese, chinese),
            reader.gain((chinese, of_chinese.types()), &excerpt.by_english, english),
        ]
    }

    /// What the order of words adds to the score of a bead.
    pub(crate) fn order_score(&mut self, block: Block) -> f32 {
        let weighed = self.order_read(block).into_iter().zip(ORDER);
        weighed
            .map(|(feature, index)| self.weights.get(index) * feature)
            .sum()
    }

    /// The score of a bead but for the order of its words.
    #[cfg_attr(not(test), allow(dead_code, reason = "the oracle of `score_row`"))]
    pub(crate) fn score(&self, block: Block) -> f32 {
        let (chinese, english) = (block.chinese, block.english);
        let empty = chinese.0 == chinese.1 || english.0 == english.1;
        let sentences = (chinese.1 - chinese.0 + english.1 - english.0) as f32;
        self.weights.score(&self.features(block)) + if empty { self.gap * sentences } else { 0.0 }
    }

    /// The features of a bead, in the order of [`FEATURE_NAMES`]; those of [`ORDER`] are left at 0.
    pub(crate) fn features(&self, block: Block) -> Features {
        let documents = [self.chinese.document, self.english.document];
        let mut features = features(documents, block, self.ratio, self.paragraphs);
        if block.chinese.0 < block.chinese.1 && block.english.0 < block.english.1 {
            let (english, chinese) = self.gains(block);
            let gains = [english.all, chinese.all, english.negative, chinese.negative];
            for (slot, gain) in features.iter_mut().zip(gains) {
                *slot = gain;
            }
        }
        features
    }

    /// What the words of each side of a bead explain of the other: the English ones, and the Chinese ones.
    pub(crate) fn gains(&self, block: Block) -> (Gains, Gains) {
        let sum = |gains: &SideGains, (start, end): (usize, usize), other: (usize, usize)| {
            let mut sum = Gains::default();
            for sentence in start..end {
                sum += gains.get(sentence, other.0, other.1 - other.0);
            }
            sum
        };
        (
            sum(&self.read.english_gains, block.english, block.chinese),
            sum(&self.read.chinese_gains, block.chinese, block.english),
        )
    }
}

/// What tells of a bead without its words, and of their order, whatever was [read](BeadModel::read).
#[derive(Clone, Debug)]
pub(crate) struct Ground {
    weights: Weights,
    ratio: f32,
    paragraphs: bool,
}

impl Ground {
    pub(crate) fn new(documents: [&Document; 2], weights: Weights) -> Self {
        let [chinese, english] = documents.map(SideSums::new);
        Self {
            weights,
            ratio: length::ratio(chinese.chars as f32, english.chars as f32),
            paragraphs: chinese.has_paragraphs && english.has_paragraphs,
        }
    }

    /// The weights in force.
    pub(crate) const fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The features of a bead, but for those of words, which are left at 0.
    pub(crate) fn features(&self, documents: [&Document; 2], block: Block) -> Features {
        features(documents, block, self.ratio, self.paragraphs)
    }
}

/// The two features of a bead that tell of the order of its words: what order adds to the gains of the English tokens
/// and to those of the Chinese ones.
///
/// They cost as much as all others of some hundred beads, so that they are asked about likely beads only.
pub(crate) fn order(
    [chinese, english]: [&Document; 2],
    association: &Association,
    block: Block,
) -> [f32; 2] {
    let chinese = chinese.tokens_between(block.chinese);
    let english = english.tokens_between(block.english);
    [
        order_gain(&english, association.target(), &chinese),
        order_gain(&chinese, association.source(), &english),
    ]
}

/// The features of a bead, but for those of words.
fn features(
    [chinese, english]: [&Document; 2],
    block: Block,
    ratio: f32,
    paragraphs: bool,
) -> Features {
    let count = (
        block.chinese.1 - block.chinese.0,
        block.english.1 - block.english.0,
    );
    let mut features = [0.0; FEATURES];
    let mut put = Writer {
        features: &mut features,
        at: 0,
    };
    if count.0 == 0 || count.1 == 0 {
        put.at = 7;
        put.all([
            tokens(chinese, block.chinese),
            tokens(english, block.english),
        ]);
        put.all(shape(count));
        put.at = 35;
        put.all([more_nulls(count)]);
        return features;
    }
    let (chinese, english) = (
        measures(chinese, block.chinese),
        measures(english, block.english),
    );
    put.at = 4;
    put.all(length::signals(chinese.chars, english.chars, ratio));
    put.all([0.0, 0.0]);
    put.all(shape(count));
    put.all(cue_features(chinese.cues, english.cues, count));
    if paragraphs {
        let differ = chinese.starts_paragraph != english.starts_paragraph;
        put.at = 36;
        put.all([
            if differ { 1.0 } else { 0.0 },
            chinese.breaks + english.breaks,
        ]);
    }
    features
}

/// Fills features in order.
struct Writer<'f> {
    features: &'f mut Features,
    at: usize,
}

impl Writer<'_> {
    fn all<const N: usize>(&mut self, values: [f32; N]) {
        for value in values {
            if let Some(slot) = self.features.get_mut(self.at) {
                *slot = value;
            }
            self.at += 1;
        }
    }
}

/// The features of the type of a bead: Chinese sentences, English sentences.
fn shape(count: (usize, usize)) -> [f32; 12] {
    let mut shape = [0.0; 12];
    for (index, value) in shape_parts(count) {
        if let Some(slot) = shape.get_mut(index) {
            *slot += value;
        }
    }
    shape
}

/// The same as numbers and values; all others are 0.
fn shape_parts(count: (usize, usize)) -> [(usize, f32); 2] {
    let more = |n: usize| n as f32;
    let one = |index: usize| [(index, 1.0), (index, 0.0)];
    match count {
        (1, 1) => [(0, 0.0); 2],
        (1, 2) => one(0),
        (1, 3) => one(1),
        (1, b) if b > 3 => [(2, 1.0), (3, more(b - 4))],
        (2, 1) => one(4),
        (a, 1) if a > 2 => one(5),
        (2, 2) => one(6),
        (2, 3) => one(7),
        (_, 0) => one(10),
        (0, _) => one(11),
        (a, b) => [(8, 1.0), (9, more((a + b).saturating_sub(5)))],
    }
}

/// The sentences behind the first of a run without counterpart: omissions come in blocks.
fn more_nulls((chinese, english): (usize, usize)) -> f32 {
    (chinese + english).saturating_sub(1) as f32
}

/// The punctuation features of a bead.
fn cue_features(chinese: Cues, english: Cues, count: (usize, usize)) -> [f32; 14] {
    let differ = |a: u16, b: u16| f32::from(a.abs_diff(b));
    let shared = |a: u16, b: u16| f32::from(a.min(b));
    let truth = |holds: bool| if holds { 1.0 } else { 0.0 };
    // Sentences count twice: a stop divides more than a comma.
    let clauses = |cues: Cues, sentences: usize| f32::from(cues.clauses) + 2.0 * sentences as f32;
    let (of_chinese, of_english) = (clauses(chinese, count.0), clauses(english, count.1));
    [
        differ(chinese.questions, english.questions),
        shared(chinese.questions, english.questions),
        differ(chinese.exclamations, english.exclamations),
        shared(chinese.exclamations, english.exclamations),
        truth(chinese.ending.quoted == english.ending.quoted),
        truth(chinese.ending.question == english.ending.question),
        -truth((chinese.opening > 0) != (english.opening > 0)),
        -truth(chinese.quote_balance() != 0),
        -truth(chinese.ending.open),
        -truth(english.ending.open),
        -(of_chinese - of_english).abs() / (of_chinese + of_english + 1.0).sqrt(),
        truth(chinese.quote_balance().signum() == english.quote_balance().signum()),
        truth(chinese.ending.quoted && english.ending.quoted),
        truth(chinese.begins_quoted && english.begins_quoted),
    ]
}

/// The hull of the sentences `start..end`; an empty span where there are none.
pub(crate) fn hull(document: &Document, range: (usize, usize)) -> Span {
    let sentences = document.sentences().between(range);
    sentences
        .map(|sentence| sentence.span)
        .reduce(Span::hull)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lang, Segmenter, lexicon};

    #[test]
    fn a_row_of_scores_is_what_the_features_of_each_bead_sum_to() {
        let english = "\"Will it rain?\" she asked, and looked up. Nobody knew!\n\nThe river rose 3 metres, and the bridge \
                       was shut on the third of May: an old bridge. \"Why?\" It rained on, \"as ever.\" So they went.";
        let chinese = "“会下雨吗？”她抬头问道。没有人知道！河水上涨了3米，老桥于5月3日关闭；“为什么？”\n雨还在下，“和往常一样。”他们走了。于是：";
        let segmenter = Segmenter::default();
        let read = |text: &str, lang| {
            let spans = segmenter.sentences(text, lang);
            Document::new(text, &spans, lang, &segmenter, lexicon::default())
        };
        let (english, chinese) = (read(english, Lang::English), read(chinese, Lang::Chinese));
        let association = Association::new(&chinese, &english, lexicon::default());
        let counts = (chinese.sentences().len(), english.sentences().len());
        assert!(counts.0 >= 5 && counts.1 >= 6, "{counts:?}");
        let longest = 4;
        let mut types: Vec<(usize, usize)> = (1..=longest)
            .flat_map(|a| (1..=longest).map(move |b| (a, b)))
            .collect();
        types.extend([(1, 0), (0, 1)]);
        // Every weight counts, with signs and sizes of no pattern.
        let weights = Weights::new(std::array::from_fn(|index| {
            ((index * 37 + 11) % 23) as f32 * 0.1 - 1.1
        }));
        let all = |count| Window {
            first: 0,
            starts: count,
            end: count,
        };
        let windows = [vec![all(counts.1); counts.0], vec![all(counts.0); counts.1]];
        let mut model = BeadModel::new(
            [&chinese, &english],
            &association,
            [&windows[0], &windows[1]],
            &types,
            weights,
            0.3,
        );
        let mut compared = 0;
        for first in 0..=counts.0 {
            let (start, width) = (1, counts.1);
            let mut scores = vec![f32::NAN; types.len() * width];
            model.score_row((first, start), &types, &mut scores);
            for (row, &(a, b)) in scores.chunks_exact(width).zip(&types) {
                for (english, &score) in (start..).zip(row) {
                    if first + a > counts.0 || english + b > counts.1 {
                        continue;
                    }
                    let block = Block {
                        chinese: (first, first + a),
                        english: (english, english + b),
                    };
                    let exact = model.score(block);
                    assert!((score - exact).abs() < 1e-3, "{block:?}: {score}, {exact}");
                    compared += 1;
                }
            }
        }
        assert!(compared > 200);
    }
}
