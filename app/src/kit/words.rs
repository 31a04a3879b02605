//! Sentences beside each other.

/// Two sentences: with a space between, unless the first ends as Chinese and Japanese ones do, which leave room.
pub fn beside(first: &str, second: &str) -> String {
    let space = if first.ends_with(['。', '！', '？']) { "" } else { " " };
    [first, space, second].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_sentences_stand_without_a_space() {
        assert_eq!(beside("这不是编号。", "请填写。"), "这不是编号。请填写。");
        assert_eq!(beside("This is no number.", "Write it."), "This is no number. Write it.");
    }
}
