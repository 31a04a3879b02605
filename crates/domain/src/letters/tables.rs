//! What letters are without their marks, beyond the ranges that [`super`] counts through.

/// Greek, Cyrillic, Arabic and Indian letters with a mark.
pub(super) const MARKED: &str = "ʹΐάέήίΰϊϋόύώϓϔйѐёѓїќѝўѷӂӑӓӗӛӝӟӣӥӧӫӭӯӱӳӵӹآأؤإئۀۂۓऩऱऴक़ख़ग़ज़ड़ढ़फ़य़ড়ঢ়য়ਲ਼ਸ਼ਖ਼ਗ਼ਜ਼ਫ਼ଡ଼ଢ଼ἀἁἂἃἄἅἆἇἐἑἒἓἔἕἠἡἢἣἤἥἦἧἰἱἲἳἴἵἶἷ\
ὀὁὂὃὄὅὐὑὒὓὔὕὖὗὠὡὢὣὤὥὦὧὰάὲέὴήὶίὸόὺύὼώᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾰᾱᾲᾳᾴᾶᾷιῂῃῄῆῇῐῑῒΐῖῗῠῡῢΰῤῥῦῧῲῳῴῶῷς";
/// The same without it, in the same order.
pub(super) const BARE: &str = "ʹιαεηιυιυουωϒϒиеегікиуѵжааеәжзииоөэууучыااوايەہےनरळकखगजडढफयডঢযਲਸਖਗਜਫଡଢααααααααεεεεεεηηηηηηηηιιιιιιιι\
οοοοοουυυυυυυυωωωωωωωωααεεηηιιοουυωωααααααααηηηηηηηηωωωωωωωωαααααααιηηηηηιιιιιιυυυυρρυυωωωωωσ";

/// Vowels of South Asian scripts and letters of Tibet that Unicode writes as one or in parts: each with its parts behind it.
pub(super) const IN_PARTS: &str = "\u{9cb}\u{9c7}\u{9be} \u{9cc}\u{9c7}\u{9d7} \u{b48}\u{b47}\u{b56} \u{b4b}\u{b47}\u{b3e} \
\u{b4c}\u{b47}\u{b57} ஔஒ\u{bd7} \u{bca}\u{bc6}\u{bbe} \u{bcb}\u{bc7}\u{bbe} \u{bcc}\u{bc6}\u{bd7} \
\u{c48}\u{c46}\u{c56} \u{cc0}\u{cbf}\u{cd5} \u{cc7}\u{cc6}\u{cd5} \u{cc8}\u{cc6}\u{cd6} \
\u{cca}\u{cc6}\u{cc2} \u{ccb}\u{cc6}\u{cc2}\u{cd5} \u{d4a}\u{d46}\u{d3e} \u{d4b}\u{d47}\u{d3e} \
\u{d4c}\u{d46}\u{d57} \u{dda}\u{dd9}\u{dca} \u{ddc}\u{dd9}\u{dcf} \u{ddd}\u{dd9}\u{dcf}\u{dca} \
\u{dde}\u{dd9}\u{ddf} གྷག\u{fb7} ཌྷཌ\u{fb7} དྷད\u{fb7} བྷབ\u{fb7} ཛྷཛ\u{fb7} ཀྵཀ\u{fb5} \u{f73}\u{f71}\u{f72} \
\u{f75}\u{f71}\u{f74} \u{f76}\u{fb2}\u{f80} \u{f78}\u{fb3}\u{f80} \u{f81}\u{f71}\u{f80} \
\u{f93}\u{f92}\u{fb7} \u{f9d}\u{f9c}\u{fb7} \u{fa2}\u{fa1}\u{fb7} \u{fa7}\u{fa6}\u{fb7} \
\u{fac}\u{fab}\u{fb7} \u{fb9}\u{f90}\u{fb5} ဦဥ\u{102e} ᬆᬅ\u{1b35} ᬈᬇ\u{1b35} ᬊᬉ\u{1b35} ᬌᬋ\u{1b35} \
ᬎᬍ\u{1b35} ᬒᬑ\u{1b35} \u{1b3b}\u{1b3a}\u{1b35} \u{1b3d}\u{1b3c}\u{1b35} \u{1b40}\u{1b3e}\u{1b35} \
\u{1b41}\u{1b3f}\u{1b35} \u{1b43}\u{1b42}\u{1b35}";

/// U+F900 to U+FAD9: characters that stand twice in Korean and Japanese standards, as they are otherwise written.
pub(super) const TWICE: &str = "豈更車賈滑串句龜龜契金喇奈懶癩羅蘿螺裸邏樂洛烙珞落酪駱亂卵欄爛蘭鸞嵐濫藍襤拉臘蠟廊朗浪狼郎來冷勞擄櫓爐盧老蘆虜路露魯鷺碌\
祿綠菉錄鹿論壟弄籠聾牢磊賂雷壘屢樓淚漏累縷陋勒肋凜凌稜綾菱陵讀拏樂諾丹寧怒率異北磻便復不泌數索參塞省葉說殺辰沈拾若掠略亮\
兩凉梁糧良諒量勵呂女廬旅濾礪閭驪麗黎力曆歷轢年憐戀撚漣煉璉秊練聯輦蓮連鍊列劣咽烈裂說廉念捻殮簾獵令囹寧嶺怜玲瑩羚聆鈴零靈\
領例禮醴隸惡了僚寮尿料樂燎療蓼遼龍暈阮劉杻柳流溜琉留硫紐類六戮陸倫崙淪輪律慄栗率隆利吏履易李梨泥理痢罹裏裡里離匿溺吝燐璘\
藺隣鱗麟林淋臨立笠粒狀炙識什茶刺切度拓糖宅洞暴輻行降見廓兀嗀﨎﨏塚﨑晴﨓﨔凞猪益礼神祥福靖精羽﨟蘒﨡諸﨣﨤逸都﨧﨨﨩飯飼\
館鶴郞隷侮僧免勉勤卑喝嘆器塀墨層屮悔慨憎懲敏既暑梅海渚漢煮爫琢碑社祉祈祐祖祝禍禎穀突節練縉繁署者臭艹艹著褐視謁謹賓贈辶逸\
難響頻恵𤋮舘..並况全侀充冀勇勺喝啕喙嗢塚墳奄奔婢嬨廒廙彩徭惘慎愈憎慠懲戴揄搜摒敖晴朗望杖歹殺流滛滋漢瀞煮瞧爵犯猪瑱甆画\
瘝瘟益盛直睊着磌窱節类絛練缾者荒華蝹襁覆視調諸請謁諾諭謹變贈輸遲醙鉶陼難靖韛響頋頻鬒龜𢡊𢡄𣏕㮝䀘䀹𥉉𥳐𧻓齃龎";
