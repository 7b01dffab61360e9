//! Quotation marks that are open where a token stands: the 6” of “海星6” closes them and is no inch mark.

/// Which quotation marks are open.
#[derive(Copy, Clone, Debug, Default)]
pub(super) struct Quotes {
    curly: bool,
    straight: bool,
    single: bool,
    straight_single: bool,
}

/// What stands around a quotation mark.
#[derive(Copy, Clone, Debug)]
pub(super) struct Around {
    /// Whether a number or a Chinese character stands right before it.
    pub(super) behind_number: bool,
    /// Whether the number right before it counts inches behind feet: 5'10".
    pub(super) behind_feet: bool,
    /// Whether a Latin letter stands right before it.
    pub(super) behind_letter: bool,
    /// Whether a Latin letter or a digit follows at once.
    pub(super) before_word: bool,
    /// Whether a Latin letter follows at once.
    pub(super) before_letter: bool,
}

impl Quotes {
    /// Takes in the mark `c`; `true` where it closes what was opened before, right behind a number.
    pub(super) fn closes(&mut self, c: char, around: Around) -> bool {
        let (open, is_opening) = match c {
            '“' => (&mut self.curly, true),
            '”' => (&mut self.curly, false),
            '"' => (&mut self.straight, false),
            '‘' => (&mut self.single, true),
            // It's, 6’2”.
            '’' if !around.before_word => (&mut self.single, false),
            // The '90s begin with an apostrophe, rock 'n' roll has two.
            '\'' if !around.before_word || !around.behind_letter && !around.behind_number => {
                (&mut self.straight_single, false)
            }
            _ => return false,
        };
        if is_opening {
            *open = true;
            return false;
        }
        let was_open = std::mem::take(open);
        if was_open && around.behind_feet {
            *open = true;
            return false;
        }
        let opens = match c {
            '"' => !around.behind_letter,
            '\'' => around.before_letter && !around.behind_letter,
            _ => false,
        };
        // What a number stands before is a unit where nothing is open: 6" wide.
        if !was_open && opens && !around.behind_number {
            *open = true;
        }
        was_open && around.behind_number
    }
}
