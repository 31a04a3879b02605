//! Words by which a text denies or doubts what it names.

/// What denies a name that comes after it.
pub(super) const NO: &str = " no not non none never nor neither without except excepting excluding excludes exclude excluded excl outside isn aren \
doesn don didn wasn weren hasn cannot nothing zero exempt nicht kein keine keinen keiner keines keinem keinerlei ohne ausser \
ausserhalb ausgenommen weder nie niemals nein pas aucun aucune aucuns aucunes nul nulle null ni jamais hors sans sauf excepte hormis ningun \
ninguno ninguna ningunos ningunas sin fuera excepto salvo nunca tampoco nao nenhum nenhuma nenhuns nem sem fora exceto \
nessun nessuno nessuna ne senza fuori eccetto tranne mai hayir hic \
exception exclusion excepcion exclusiva excecao exclusao eccezione esclusione ausnahme abgesehen statt anstatt dehors lieu \
exclu exclue exclus excluant excluido excluida excluyendo excluindo escluso esclusa escludendo ";
/// What denies the names before it.
pub(super) const AFTER: &str = " free frei excluded excl exempt ausgeschlossen ausgenommen exclu exclue exclus exclues excluido excluida \
excluidos excluidas escluso esclusa esclusi haric harici disi disinda disindan disindaki olmayan degil degildir yok yoktur ";
/// What leaves out what comes behind a `but`.
pub(super) const ALL_BUT: &str = " all any anywhere everywhere country countries everything ";
/// What denies a verb, and so what was said before it.
pub(super) const VERB: &str = " not nicht isn aren doesn don didn wasn weren hasn cannot never degil degildir gelmiyor gelmez icermez yok pas ";
/// What makes a no of another: "not only", "non-ferrous", "No. 3".
pub(super) const ONLY: &str = " only just solely merely nur allein seulement solo solamente unicamente so somente apenas soltanto solamente \
ferrous metallic metal metals conformant conforming compliant conformance audited certified stop ";
/// What makes a maybe of anything.
pub(super) const DOUBT: &str = " may might maybe possibly perhaps probably potentially potential could unsure unclear unknown whether if \
uncertain suspected vielleicht moglicherweise eventuell unbekannt evtl peut peutetre possible possiblement eventuellement inconnu \
inconnue quizas quiza posible posiblemente desconocido talvez possivel possivelmente desconhecido forse possibile \
possibilmente sconosciuto belki muhtemelen bilinmiyor olabilir ";
/// What leads from a no to the names that it denies.
pub(super) const LEADS: &str = " from in of within out aus von vom in im de du des d del della delle dello dei dal dalla dall dans da do das \
dos di en em nel nella na and or source sourced sources sourcing origin originate originates originating ";
/// What stands between the names of a list.
pub(super) const LIST: &str = " and or nor und oder noch et ou ni y o u e ve veya ya da as well other any the a an from in of aus von de du des \
del della dal dalla da do la le les l der die das den dem los las il lo gli i an any its their adjoining neighbouring neighboring \
countries country covered ";
/// What begins a statement of its own.
pub(super) const TURNS: &str =
    " but however instead rather only aber sondern jedoch mais pero sino mas porem ma bensi ama ancak fakat ";
/// A dot behind these ends nothing.
pub(super) const SHORT: &str = " rep dem un unit prov dist approx ca incl excl resp st mt dr so sth co ltd inc demo democ repub s c d r n p nr ";

/// What denies in Chinese, before the name.
pub(super) const EAST_NO: [&str; 10] = ["不", "没", "沒", "未", "无", "無", "非", "否", "除", "禁"];
/// Words with such a letter that deny nothing.
pub(super) const EAST_YES: [&str; 23] = [
    "非洲", "南非", "中非", "北非", "西非", "东非", "東非", "不仅", "不僅", "不只", "不但", "不锈", "不鏽",
    "不明", "不详", "不詳", "未来", "未知", "未定", "无锡", "無錫", "是否", "不限",
];
/// What denies the name before it, right there.
pub(super) const EAST_AFTER: [&str; 14] = [
    "以外",
    "除外",
    "之外",
    "除く",
    "を除",
    "不是",
    "不含",
    "没有",
    "否",
    "无关",
    "無關",
    "이외",
    "외의",
    "외국가",
];
/// The same at the end of a sentence in Japanese and Korean.
pub(super) const EAST_END: [&str; 14] = [
    "以外",
    "除く",
    "除き",
    "ない",
    "なし",
    "無し",
    "無い",
    "ません",
    "含まず",
    "아님",
    "아닌",
    "아니",
    "제외",
    "않",
];
/// Ends of sentences that deny nothing.
pub(super) const EAST_NOT_END: [&str; 5] = ["だけでな", "のみでな", "問題ない", "問題なし", "少ない"];
pub(super) const EAST_DOUBT: [&str; 19] = [
    "可能",
    "也许",
    "也許",
    "或许",
    "或許",
    "疑似",
    "不明",
    "不详",
    "不詳",
    "未知",
    "是否",
    "かもしれ",
    "おそらく",
    "恐らく",
    "わから",
    "分から",
    "아마",
    "불명",
    "모름",
];
/// Whether a word is one of those in a list of words with spaces around each.
pub(super) fn is_one(words: &str, word: &str) -> bool {
    !word.is_empty()
        && words.match_indices(word).any(|(at, _)| {
            let end = at + word.len();
            at > 0 && words.as_bytes()[at - 1] == b' ' && words.as_bytes().get(end) == Some(&b' ')
        })
}
