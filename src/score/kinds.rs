//! Which token types may occur in some text: a quick no for most that do not.
//!
//! A token is linked to tens or hundreds of types of the other text, of which a sentence or two hold a few. A small table,
//! which stays in the nearest cache, tells these few from nearly all others.

/// How many links are sifted at a time.
const CHUNK: usize = 64;

/// The types of some tokens, and a few others.
#[derive(Clone, Debug)]
pub(crate) struct Kinds([bool; PLACES]);

/// How many types are told apart.
const PLACES: usize = 1024;

impl Default for Kinds {
    fn default() -> Self {
        Self([false; PLACES])
    }
}

impl Kinds {
    /// Adds a type.
    pub(crate) fn add(&mut self, kind: u32) {
        if let Some(place) = self.0.get_mut(kind as usize % PLACES) {
            *place = true;
        }
    }

    /// Whether a type may be among them; always true of those that are.
    pub(crate) fn may_have(&self, kind: u32) -> bool {
        self.0.get(kind as usize % PLACES) == Some(&true)
    }

    /// Calls `each` with those links, in order, whose type may be among them.
    ///
    /// Which links those are is found out without branches, which the processor would guess wrongly.
    pub(crate) fn sift(&self, links: &[(u32, f32)], mut each: impl FnMut(u32, f32)) {
        let mut kept = [0_u8; CHUNK];
        for chunk in links.chunks(CHUNK) {
            let mut count = 0;
            for (link, at) in chunk.iter().zip(0_u8..) {
                if let Some(slot) = kept.get_mut(count) {
                    *slot = at;
                }
                count += usize::from(self.may_have(link.0));
            }
            for &at in kept.iter().take(count) {
                if let Some(&(kind, share)) = chunk.get(usize::from(at)) {
                    each(kind, share);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_kept_in_order() {
        let mut kinds = Kinds::default();
        [5, 70, 1029].into_iter().for_each(|kind| kinds.add(kind));
        let links: Vec<(u32, f32)> = (0..2000).map(|kind| (kind, kind as f32)).collect();
        let mut kept = Vec::new();
        kinds.sift(&links, |kind, share| {
            assert_eq!(kind as f32, share);
            kept.push(kind);
        });
        // 5 and 70 fall together with every 1024th type.
        assert_eq!(kept, [5, 70, 1029, 1094]);
    }
}
