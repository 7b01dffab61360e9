//! Quantities: numbers, money, measures, dates and times, with exact values that compare across the two languages.
//!
//! ```
//! use bitext::{Lang, quantity::{Relation, compare, quantities}};
//!
//! let zh = quantities("阿里巴巴宣布未来三年投入3800亿元。", Lang::Chinese);
//! let en = quantities("Alibaba will spend 380 billion yuan over the next three years.", Lang::English);
//! assert_eq!(compare(&zh[1], &en[0]).relation, Relation::Equal);
//! assert_eq!(compare(&zh[0], &en[1]).relation, Relation::Equal);
//! ```
//!
//! [`quantities`] finds them, [`compare`] says how two relate, [`link`] pairs those of two segments, [`Quantity::render`]
//! writes one in either language and [`Quantity::records`] gives flat data. [`unit_mentions`] lists currencies and scales that are
//! named without an amount. All of it is exact: numbers are decimals with the
//! place of their last stated digit ([`Decimal`]), names that several currencies share stay sets ([`Currency`]), dates keep
//! only the fields that were given ([`Moment`]).
//!
//! # How it works
//!
//! A text becomes tokens (numbers, words, Chinese characters, signs). Where a quantity may start, the named rules of the
//! language are tried, those for dates and times and those for amounts; the longest result wins, dates at a tie. Words are
//! data: tables in `data/` and at the head of each file. Time is linear in the length of the text.
//!
//! # What it does not do
//!
//! No lunar calendar, no reign years but those of the Republic (民國98年 is 2009); feasts that move with Easter only where the year is said. No arithmetic between quantities, no exchange rates.
//! Names of products and codes are told from numbers by their shape and a short list only.
//!
//! # Conventions
//!
//! Where recognisers disagree, this one follows these:
//!
//! | case | here |
//! |---|---|
//! | span | with the words that modify (`about 40 km`, `40公里左右`) and the preposition of a date; [`Quantity::core`] is without |
//! | `500 grams of sugar` | the span ends before `of` |
//! | `over 5 kg` | one quantity with a [`Modifier`]; its record is the interval `(5,)`, and the bare amount a part |
//! | 不得超过, `must not exceed` | a bound that a negation turns around: at most; `may not bring more than two` too |
//! | `a tonne of wheat costs …` | the sum alone, as 每吨…元 |
//! | `12 degrees`, 零下12度 | in conflict, whatever the verbs; elsewhere a sign may stand in them |
//! | 三千多, 30余万 | more than the number, less than the next round one ([`Modifier::Odd`]) |
//! | 折 | what is paid: 三折 is 30% |
//! | 增长两倍, `a threefold increase`, `tripled` | three times as much; 翻了两倍 and 高出两倍 agree with twice as well, `three times more` with four times |
//! | 减半, `halved` | half as much, as `by half` |
//! | percentage points | never percent; `compare` calls the two a conflict |
//! | 六个半, 两杯半 | 6.5 and 2.5 of them |
//! | 三万五, 一百二 | 35,000 and 120: the last digit stands for the next unit |
//! | 万亿, 兆 | 10¹²; 兆 before a unit is 10⁶ |
//! | `a few`, 几个, 数十 | an order of magnitude, no number (`a couple of hours` is two) |
//! | `7 feet 10 inches` | in the smaller unit, in the larger one as a second reading; 三斤五两 in 斤 |
//! | `24 degrees` | a temperature, else an angle, unless a word close by (`angle`, `weather`) tells which |
//! | `kg`, 斤, `tonnes` in records | as stated, and once more in the base unit of the dimension (role `base`) |
//! | `37.8 µg per gramme` | one unit of its own (µg/g), where the table has it |
//! | 分, `pounds`, `3m` | the likelier reading first, the others in [`Quantity::readings`] |
//! | ranges | both ends are included; records of resolved dates list the exclusive end too |
//! | `3/5/2025` | March 5; compared, May 3 as well, unless the order is set |
//! | “海星6”, `"Star 7"` | a number: what closes a quotation is no mark of inches or feet |
//! | `4/5` | a fraction; a date only with a year, a weekday or a time beside it, its order from [`QuantityOptions`] |
//! | `from 3 to 5` | hours, unless a verb of change stands before it (`rose from 3 to 5`); `Saturday 3-2` is a score |
//! | `for 2 hours from 9am` | the hours from 9 to 11 |
//! | `9 to 5 pm, Monday to Friday`, 每天9时至17时 | the hours, and the days that they are those of: two quantities |
//! | 晚上9点开始 | the hour; 从9点开始 and 9点起 are from then on |
//! | `15 and 16 January`, 1月15日和16日 | one period; days that are no neighbours are two dates of that month |
//! | `goalless draw`, 互交白卷 | the score 0-0 |
//! | `a hat-trick`, 帽子戏法, 梅开二度 | so many times, as `scored twice`; no multiple of anything |
//! | `14:00 GMT`, 北京时间22时 | one moment; the zone is outside the span, and kept ([`Zone`]). `Eastern time` is of summer or winter and agrees with both |
//! | 当地时间15时, `3 p.m. local time`, no zone | beside a time with a zone: agree where the hours do, else unrelated; beside 北京时间, no zone is that one |
//! | `Article 49-1`, `Article 49 bis`, 第四十九条之一 | an article put in behind the 49th; 49 bis is the second of it |
//! | 7731-A, 12B-440 | the number of a part, a code; a 500-MW plant has a unit |
//! | `begins at nine.` | a number, an hour as a second reading |
//! | 夜里12点, `12 tonight` | hour 24 of that day; compared, hours 0 and 24 agree |
//! | 2024年1-9月 | one period; the year holds for both ends |
//! | 低于2019年, `below 2019 levels` | the year 2019; round hundreds count years where a word says so (5000年历史, 超过1000年) |
//! | 一米八二, 1米82, 9秒83 | figures behind the unit are its decimals |
//! | 三比二 | a score, as 3比2; 4 to 3 in words is none, but linked, its two numbers agree with one |
//! | `from $2bn to $2.5bn` | a range, unless a verb of change stands before it (`raised from`): then two values; linked, a range and the two values of it agree |
//! | `from 15 to 12 percent`, 由120增至150万 | two values; the first shares the unit and scale that only the second says |
//! | 由每小时60公里降至50公里 | two speeds |
//! | `seven or eight` | a range; `six, seven or eight` a list |
//! | `£6,400 a month` | a sum and a recurrence; `$90 a barrel` a sum alone |
//! | `in his fifties`, 五旬 | an age of 50 to 59 |
//! | 75/240 after `resolution`, 第75/240号, A/75/982 | a code: the number of a document |
//! | 前三季度, `the first three quarters` | January to September; 前9个月 and 前三个季度 the last nine months or those, as a second reading |
//! | `in US dollars`, 以人民币计 | no quantity; listed by [`unit_mentions`] and, with the role `unit`, by the command line |
//! | `the first loss in 12 years` | the 12 years up to now; `in 12 years` alone is 12 years from now, and agrees with 12年来 |
//! | early, late, 初, 底, morning, `two years ago` | kept as such; resolved, all spans in use are listed |
//! | century | 19世纪 is the 1800s |
//! | 80后, 九零后 | those born in a decade, as `the 1980s`; the number is a second reading |
//! | `2 pints`, `5 gallons` | of the United States; compared, imperial ones as well |
//! | 20毫安, 5000毫安 | a current; of a battery a charge; from 500 on the other one is a second reading |
//! | `10 A` | amperes where electricity is told of, or behind decimals that nothing follows |
//! | `4.2.1`, 3.14.2版 | whole numbers with two dots or more are a code, unless they are a date |
//! | `until 31 October`, 10月13日 | in conflict, as one end is what both tell |
//! | fiscal years | never compared with calendar years as equal |
//! | `fiscal 2023/24`, 2023-24财年 | the fiscal year 2024, the one that it ends in |
//! | `2023/24`, `the 2023-24 season`, 2023/24学年 | the years 2023 to 2024, no fraction; so is 2023-24年度, which agrees with fiscal 2024 |
//! | `will last three days` | a length; `the last three days` the time past |
//! | `every year in May`, 每年5月 | one recurrence; `on 1 May every year` a date and a recurrence |
//! | `2:14`, `69:12` | a time of day, a result; linked, 2小时14分 and 1小时09分12秒 as well |
//! | `Chapter one`, `Part II`, 图3, 附件一 | a number that names a division: linked, 第一章 is equal to it, and 第二章 in conflict; Roman numerals count there only |
//! | 第18分钟 | the 18th; linked, `after 18 minutes` as well |
//! | 两度当选 | degrees, with the count as a second reading |
//! | `over half an hour`, 逾100小时 | linked with what is longer by at most half of it, and short of the next count of its unit: 34 minutes, more than four days |
//! | 三季度末 | the end of the quarter; linked, `the end of September` and September 30 as well |
//! | 四层, 3号线, `Gate 4`, `Room 302` | the number of one of a series: it may be the same place in an order, and never disagrees with a count |
//! | 40名学生, `40 students` | a number of things, which is never linked with 40 kg or 40元 |
//! | 提前30日 | the 30th; linked, 30 days as well |

mod amount;
mod bound;
mod calendar;
mod change;
mod clock;
mod clock_en;
mod clock_zh;
mod compare;
mod compare_amount;
mod compare_time;
mod currency;
mod cursor;
mod date_en;
mod date_zh;
mod decimal;
mod division;
mod duration_en;
mod duration_zh;
mod en;
mod ends;
mod form;
mod fraction_en;
mod fraction_zh;
mod goals;
mod half_zh;
mod holiday_en;
mod hours_en;
mod hours_zh;
mod lex;
mod link;
mod listed;
mod mention;
mod moment;
mod moment_en;
mod money_zh;
mod month_en;
mod number_en;
mod number_value_zh;
mod number_words_en;
mod number_zh;
mod numeral_words_en;
mod operand;
mod operand_en;
mod operand_zh;
mod options;
mod order_en;
mod order_zh;
mod part_number;
mod period_en;
mod period_zh;
mod price;
mod quote;
mod range_en;
mod recognize;
mod record;
mod recurrence_en;
mod render;
mod render_en;
mod render_zh;
mod resolve;
mod resolve_anchored;
mod resolve_date;
mod resolve_time;
mod series;
mod stretch;
mod stretch_en;
mod stretch_zh;
mod symbol;
mod table;
mod tail_zh;
mod time_en;
mod time_zh;
mod timex;
mod unit;
mod unit_en;
mod unit_zh;
mod up_to_now_en;
mod value;
mod vocabulary;
mod weekday_en;
mod words_en;
mod words_zh;
mod year_en;
mod year_pair;
mod year_zh;
mod zh;
mod zone;

pub use amount::{Amount, Modifier};
pub(crate) use compare::OTHER_CURRENCY;
pub use compare::{Comparison, Relation, compare};
pub use currency::Currency;
pub use decimal::Decimal;
pub(crate) use division::Division;
pub(crate) use ends::are_ends;
pub use link::{QuantityLink, link};
pub use mention::unit_mentions;
pub use moment::{Anchor, DayPart, Edge, Field, Length, Moment, TimeUnit};
pub use options::{DateOrder, QuantityOptions};
pub(crate) use part_number::is_part_number;
pub use recognize::{quantities, quantities_with};
pub use record::Record;
pub(crate) use series::Series;
pub use unit::Unit;
pub use value::{Quantity, Scale, Value};
pub use zone::Zone;
pub(crate) use zone::{Zones, zones};
