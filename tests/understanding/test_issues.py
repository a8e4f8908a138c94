"""What people write, and which issue is understood: danger always, two sides never mixed up."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from pddroute.catalogue.facts import Text
from pddroute.catalogue.loading import load_catalog
from pddroute.catalogue.model import Catalog
from pddroute.catalogue.routes import Door
from pddroute.contract.questions import AskEscalate, AskIssues
from pddroute.errors import UnknownIssue
from pddroute.understanding.issues import recognize
from pddroute.understanding.lexicon import Lexicon, Met, plain
from pddroute.understanding.unknown import ways_on

CLEAN = Path(__file__).parents[1] / "data" / "clean.yaml"

DANGER = {
    "safety-hazard": (
        "食物中毒",
        "充电宝爆炸",
        "电动车电池着火",
        "漏电起火",
        "孩子吃了拼多多买的果冻上吐下泻",
        "吃了螃蟹全家拉肚子",
        "喝了牛奶肚子疼了一晚上",
        "老人吃了保健品住院了",
        "吃了海鲜身上起红疹",
        "用了面膜脸上过敏红肿",
        "面霜擦了过敏",
        "宝宝穿了这件衣服全身过敏",
        "充电器冒烟了",
        "插座突然短路起火",
        "电热毯半夜着火，差点烧了房子",
        "热水袋爆了烫伤了腿",
        "热水器漏电，我被电到了",
        "高压锅炸了，手烫伤",
        "玻璃杯突然炸了割到手",
        "手机电池鼓包发烫",
        "电瓶车自燃",
        "坚果里吃出玻璃渣",
        "面包里吃到铁丝",
        "孩子误吞纽扣电池",
        "零食卡喉咙，孩子窒息",
        "煤气灶漏煤气，头晕",
        "吃完不舒服，现在人不舒服想吐",
        "玩具扎伤孩子流血了",
        "椅子断了摔骨折",
        "吃了发霉的面包",
        "喝了过期牛奶腹泻",
        "新买的取暖器烧焦了",
        "家里起火了怎么办",
        "药吃了昏迷，叫了救护车",
        "my kid got food poisoning from the snacks",
        "the charger caught fire last night",
        "power bank exploded in my bag",
        "the kettle gave me an electric shock",
        "face cream gave me a rash",
        "smoke coming out of the heater",
        "I threw up after eating it",
        "my son is in hospital after eating the jelly",
        "battery is overheating and on fire",
        "the toy injured my daughter",
        "孩子喝了洗衣液",
        "吃了药头晕恶心",
        "买的酒喝完眼睛看不见了",
        "电池炸开",
        "菜刀断裂割到手",
        "梯子断了摔伤",
        "孩子吞了磁力珠",
        "吃坏肚子了",
        "喝完拉稀",
        "脸肿了",
        "染发剂烧头皮",
        "吃死人了",
        "my phone battery swelled",
        "it burst and cut me",
        "孩子吃了以后一直吐",
        "皮肤红了一大片很痒",
        "用了护肤品皮肤起疙瘩",
        "喝了以后心慌胸闷",
        "空气炸锅起火",
        "充电线烧了",
        "微波炉里爆炸",
        "燃气灶漏气",
        "奶粉宝宝吐了",
        "电到人了",
        "fire",
        "carbon monoxide",
        "煤气罐漏气了",
        "天然气泄漏了",
        "厨房一股煤气味",
        "娃吃了糖果嘴唇发紫",
        "老人吃完东西说不出话了",
        "吃了感冒药抽搐",
        "孩子的手被玩具卡住了",
        "小孩把纽扣电池吃下去了",
        "孩子误服了洁厕灵",
        "电热毯烫到腿",
        "热水壶漏水烫到脚了",
        "手被机器绞了",
        "手指被夹断了",
        "菜刀把手割了",
        "喷雾喷到眼睛里",
        "碱水溅到眼睛",
        "插上电就冒火",
        "洗衣机电人",
        "洗澡被热水器电",
        "手机烧了",
        "电动车烧了",
        "暖宝宝烫出泡了",
        "戴了耳环耳朵流脓",
        "隐形眼镜戴了眼睛红肿疼",
        "吃了减肥药心跳很快",
        "喝了白酒人不行了",
        "吃了蘑菇全家难受",
        "罐头里有玻璃",
        "牛奶里有刀片",
        "牙被硌断了",
        "人晕过去了",
        "儿童座椅断了孩子磕破头",
        "一家三口进了急诊",
        "家里闻到煤气",
        "孩子发高烧吃了这个药没用反而抽了",
        "水银洒了孩子碰到了",
        "敌敌畏当饮料喝了",
        "my baby is vomiting after the formula",
        "baby swallowed a button battery",
        "the heater is burning",
        "gas smell from the stove",
        "I smell gas",
        "the stove leaks gas",
        "my child can't breathe",
        "electric blanket burnt the bed",
        "it shocked my son",
        "there was a needle in the food",
        "dizzy after eating it",
        "my house is burning",
        "the bike battery blew up",
        "my kid was poisoned",
        "he is bleeding",
        "CO alarm went off",
        "burns on my hand",
        "my daughter drank the detergent",
    ),
    "auto-deduction": (
        "我的银行卡被盗刷了两千",
        "拼多多账号被盗，有人用我的号下单",
        "半夜扣了三笔，不是我操作的",
        "卡里的钱没了",
        "my account was hacked and money is gone",
        "somebody used my stolen card",
        "卡被人盗了",
        "密码被改了",
        "钱没了",
        "money stolen",
        "my account was stolen",
        "支付密码被人改了",
        "手机号被换绑了",
        "有人登录了我的账号",
        "账户被别人登录",
        "异地登录",
        "余额被清空",
        "卡被刷了三千",
        "半夜银行短信扣了两千我没买东西",
        "别人用我的账号下单",
        "花呗被刷了",
        "someone logged into my account",
        "unknown charges on my card",
        "my password was changed",
        "my money is gone",
        "my account was taken over",
        "my card was charged by somebody else",
        "钱被偷了",
        "钱不见了",
        "卡里少了三千块",
    ),
    "scam": (
        "客服让我共享屏幕",
        "客服说我开了会员要扣钱",
        "兼职刷单被骗",
        "卡片扫码领红包",
        "我被骗了",
        "被骗",
        "遇到骗子",
        "钱被骗走了",
        "有人让我转账",
        "骗子把我的钱骗走了",
        "被网上兼职骗了三千",
        "我妈被骗了，怎么办",
        "客服打电话让我下载会议软件",
        "自称拼多多客服，说给我退款，要我转账",
        "对方叫我屏幕共享",
        "有人冒充快递客服说要理赔，让我点了链接",
        "客服要我把验证码告诉他",
        "我把验证码给了对方",
        "让我把钱转到安全账户",
        "说我有百万保障要关闭，不关闭要扣费",
        "说我开通了直播会员，不取消每月扣钱",
        "收到刮刮卡，中奖要先交手续费",
        "包裹里有卡片，扫二维码领礼品",
        "刷单做任务，垫付后不返现",
        "拉进群做任务，交钱才能提现",
        "陌生人让我汇款",
        "卖家让我加微信转账",
        "商家要我私下付款",
        "解冻账户要先交保证金",
        "说影响征信，让我借款转给他",
        "客服说要远程控制我的手机",
        "遇到诈骗了",
        "上当了，钱转给骗子了",
        "收到钓鱼短信，填了卡号",
        "被騙了怎麼辦",
        "好像是骗局",
        "加QQ退款是真的吗",
        "I was scammed",
        "someone pretending to be customer service asked for my verification code",
        "they want me to share my screen",
        "the caller told me to transfer money to a safe account",
        "I got cheated by a fake agent",
        "I sent him money and now he is gone",
        "is this a phishing message",
        "they asked for my bank card number",
        "I scanned a QR code on a card in the parcel",
        "they asked me to install AnyDesk",
        "收到一个快递要我扫码加群",
        "银行卡被转走五千",
        "我在拼多多上被忽悠了，钱没了",
        "有个人说是平台的，让我把卡号给他",
        "客服让我开通亲密付",
        "叫我打开手机屏幕给他看",
        "说我中了大奖要交税",
        "退款客服加我微信",
        "让我在备用金里取钱给他",
        "they took my money",
        "fake website took my card",
        "asked me to pay outside the app",
        "有人假装客服骗我验证码",
        "对方发来一个链接让我填银行卡",
        "一直打电话说要注销我的账户不然影响征信",
        "微信被转了钱",
        "让我先交押金再给返佣金",
        "网恋对象让我投资",
        "买彩票带我赚钱",
        "征信有问题要转账",
        "收到退款链接",
        "身份证照片给了",
        "身份证照片给了他们",
        "我把身份证拍给客服了",
        "我把银行卡号告诉他了",
        "客服说我被误开了代理商",
        "说我是代理每月要扣500",
        "对方让我打开屏幕录制",
        "让我去银行转钱",
        "让我买京东卡给他",
        "说快递丢了要三倍理赔",
        "客服打来说商品有质量问题要双倍赔我",
        "有人加我说是拼多多客服",
        "打电话说我账户异常要验证",
        "我给他转了五千",
        "钱已经打过去了联系不上人",
        "转了钱就把我拉黑了",
        "点了链接输了密码",
        "输了验证码钱就没了",
        "他让我开免密支付",
        "让我点链接领退款",
        "短信说快递丢失点链接理赔",
        "群里老师带我做单",
        "抢单返佣提不出来",
        "冲单提不了现",
        "they asked for my ID photo",
        "I gave them my bank details",
        "a caller said my credit record is bad and I must pay",
        "got a text with a refund link",
        "someone says I joined a membership and will be charged",
        "he blocked me after I paid him",
        "I gave the code to the caller",
        "refund link",
        "是不是骗人的电话",
        "客服要我身份证照片",
        "让我提供银行卡密码",
        "陌生电话说给我退款",
        "被诱导贷款",
        "付了定金对方消失了",
    ),
    "threatened": (
        "商家威胁我",
        "收到恐吓短信",
        "快递员打我",
        "催收上门",
        "they threaten me",
        "卖家说要弄死我",
        "商家说知道我家地址要来找我",
        "快递员要打我",
        "被快递员打了",
        "卖家恐吓我",
        "商家给我寄了花圈",
        "收到寿衣",
        "收到死老鼠",
        "有人堵在我家门口",
        "商家跟踪我",
        "骑手动手打人",
        "商家说要砍我",
        "催收爆通讯录",
        "催收威胁家人",
        "要我给钱不然发我照片",
        "有人敲诈我",
        "被勒索",
        "上门闹事",
        "被人殴打",
        "人身威胁",
        "上门报复",
        "说要报复我",
        "扬言要杀我全家",
        "快递员踢了我一脚",
        "seller threatened to kill me",
        "the courier hit me",
        "he beat me up",
        "they say they will come to my home",
        "the shop intimidates me",
        "somebody is blackmailing me",
        "I am being stalked",
        "the rider attacked me",
        "sexually harassed by the courier",
        "快递员摸我",
        "威胁我改差评",
        "说要把我的裸照发出去",
    ),
}
"""What people in danger write, by the issue that has to be answered."""

DESPAIR = (
    "我不想活了",
    "想自杀",
    "想轻生",
    "活不下去了",
    "不想活",
    "我想死",
    "想跳楼",
    "I want to die",
    "I want to kill myself",
    "suicide",
    "被骗光了不想活了",
    "活着没意思",
    "想结束生命",
    "I can't go on living",
    "割腕了",
)
"""What somebody writes who may die, of which no issue is."""

HARMLESS = {
    "false-advertising": (
        "商家骗我说是真皮的",
        "广告骗人",
    ),
    "promo-not-honored": (
        "转账红包返现没到",
        "炸鸡优惠券用不了",
    ),
    "poor-quality": (
        "烟灰缸碎了",
        "防割伤手套开线了",
        "打火机坏了",
        "空气炸锅坏了",
        "项链掉色",
        "火腿肠发霉了",
        "奶粉盒子破损",
        "跟踪器坏了",
        "身份证复印件打印质量差",
        "密码锁坏了",
        "花圈仿真花质量差",
        "燃气热水器坏了",
        "beat headphones stopped working",
        "上吊灯坏了",
        "晚上吊灯坏了",
        "烧水壶漏水",
        "威士忌酒碎了",
        "会动手指玩具坏了",
        "打人不疼的锤子玩具掉色",
    ),
    None: (
        "爆款没货",
        "烫伤膏没收到",
        "钓鱼竿断了",
        "手机壳划伤了",
        "屏幕有划痕",
        "手机膜有气泡",
        "收不到验证码",
        "登录要验证码收不到",
        "我没收到退款",
        "商家把我拉黑了",
        "会员费怎么退",
        "东西太贵了",
        "烤箱温度不准",
        "电池不耐用",
        "烧烤架生锈",
        "退款转到哪里",
        "扫码支付优惠没有",
        "二维码打不开",
        "链接打不开",
        "快递员态度差",
        "拼单失败",
        "价格比昨天贵",
        "卖家不回消息",
        "choker necklace is broken",
        "fire TV stick never arrived",
        "refund of the transfer fee",
        "the link to my invoice does not work",
        "壁炉贴画没收到",
        "电人游戏没收到",
        "打火石不好用",
        "物流跟踪不更新",
        "打我订单电话没人接",
        "打我电话催付款",
        "快递员给我打电话",
        "身份证套没收到",
        "改密码要验证码收不到",
        "钱包没了拉链",
        "钱包不见了快递",
        "一氧化碳报警器没收到",
        "fire pit arrived broken",
        "stolen parcel",
        "想死你了",
        "手机壳打我脸",
        "商家上门安装收费",
        "电池没电",
        "刀具钝",
        "余额提现不到账",
        "拉黑商家",
        "砍柴刀断了",
    ),
    "not-shipped": (
        "热爆的零食不发货",
        "爆炸盐没发货",
        "早上当天没发货",
        "医用口罩没发货",
        "smoked fish not shipped",
        "poisson print dress not shipped",
        "炉灶发货慢",
        "灭火毯没发货",
        "打人柳周边没发货",
        "威胁论这本书没发货",
        "燃气灶没发货",
        "firewood not shipped",
        "杀虫剂没发货",
        "气死我了不发货",
        "急死我了还不发货",
        "异地发货慢",
        "抢单秒杀没发货",
        "代理商发货慢",
    ),
    "wrong-item": (
        "火锅料少发",
        "漏电保护器发错型号",
        "灭火器少发",
        "火花塞发错了",
        "毒舌包包色差大",
        "药店发错货",
        "刀片少发一盒",
        "爆米花漏发",
        "I was fired up about this but it is the wrong color",
        "shock absorber missing parts",
        "burnt orange shirt, wrong colour",
        "hospitable seller but wrong size",
        "消防玩具车少发",
        "奶粉少发一罐",
        "婴儿吐奶巾发错",
        "恐吓信玩具少件",
        "恐怖面具发错",
        "零钱包少发",
        "煤气罐配件发错",
        "fireplace screen wrong size",
        "the dress is to die for but wrong size",
        "跳楼机玩具少件",
        "杀菌剂发错了",
        "笑死了发错颜色",
        "保安制服发错",
        "眼药水漏发",
        "体温计水银少货",
        "要砍刀发错货",
        "老师同款发错",
        "做单鞋的店发错了",
    ),
    "return-freight": ("退货运费要我先垫付",),
    "refund-refused": ("商家不给退款",),
    "not-received": ("快递被偷了",),
    "auto-deduction": ("会员自动扣费",),
    "account-restricted": ("平台误判我刷单封号",),
    "unknown-parcel": ("收到刷单包裹",),
    "ip-infringement": ("图片被盗用",),
    "malicious-complaint": (
        "买家骗我退款",
        "买家威胁我",
        "买家恐吓我要投诉",
        "被买家敲诈",
        "买家用差评威胁我",
        "买家勒索我",
        "职业打假敲诈",
        "被买家骗了",
    ),
    "invoice": ("不给开发票",),
}
"""What holds a word of danger, or nearly, and is none, by the issue; None: asked back."""

MEANT = {
    "refund-refused": (
        "商家不同意仅退款",
        "预付定金不退",
        "They won't refund me",
        "我要投诉商家不给退款",
    ),
    "refund-slow": ("拼单失败不退钱", "退款一直没到账，急"),
    "not-shipped": (
        "我要投诉商家不发货",
        "半个月了还没发货",
        "they have not shipped, not shipped!",
    ),
    "not-received": ("自提点没有我的货", "I did not receive the parcel"),
    "wrong-item": ("多多买菜少货", "缺斤少两的水果"),
    "poor-quality": (
        "水果烂了",
        "海鲜死了",
        "衣服掉色",
        "鞋子开胶",
        "牛奶变质",
        "冰箱坏了不给保修",
        "三包",
    ),
    "safety-hazard": ("化妆品烂脸",),
    "counterfeit": ("三无产品", "百亿补贴买到假手机", "直播间买的东西是假的", "退一赔三", "假货啊"),
    "auto-deduction": ("月卡退费",),
    "trade-dispute": ("买家申请仅退款",),
    "malicious-complaint": ("被买家骗了", "买家骗我的货"),
}
"""Other words of daily life, by the issue that is answered."""


def _rows(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(text, id_) for id_, texts in table.items() for text in texts]


@pytest.fixture(scope="module")
def small() -> Catalog:
    """A made-up catalogue of two issues: a shopper's and a merchant's."""
    return load_catalog(CLEAN)


def _with(catalog: Catalog, id_: str, **changed: object) -> Catalog:
    """The catalogue with something else in one issue; nothing is kept from questions before."""
    issue = msgspec.structs.replace(catalog.issues[id_], **changed)
    return msgspec.structs.replace(catalog, issues={**catalog.issues, id_: issue})


def _refused(catalog: Catalog, text: str) -> UnknownIssue:
    with pytest.raises(UnknownIssue) as caught:
        recognize(catalog, text)
    assert caught.value.exit_code == 2
    return caught.value


# ---- Names


@pytest.mark.parametrize(
    "name",
    [
        "refund-refused",
        "REFUND-Refused",
        " refund-refused ",
        "拒绝退款",
        "拒绝 退款！",
        "不退款",
        "Refund refused",
        "refund  REFUSED",
        "ｒｅｆｕｎｄ refused",
    ],
)
def test_an_issue_is_found_by_any_of_its_names(small: Catalog, name: str) -> None:
    fresh = msgspec.structs.replace(small)
    assert recognize(fresh, name) == ("refund-refused", ())


def test_a_name_with_odd_spaces_is_found_by_one_with_plain_ones(small: Catalog) -> None:
    odd = _with(small, "penalty", aliases=["Shop  was\tFINED"])
    assert recognize(odd, "shop was fined") == ("penalty", ())


def test_an_id_is_that_issue_even_where_another_is_called_so(small: Catalog) -> None:
    assert recognize(_with(small, "penalty", aliases=["refund-refused"]), "refund-refused") == (
        "refund-refused",
        (),
    )


def test_of_two_issues_of_one_side_with_one_name_none_is_chosen(small: Catalog) -> None:
    two = _with(small, "penalty", audience="consumer", aliases=["不退款"])
    error = _refused(two, "不退款")
    assert error.message == "“不退款”可能是几种问题，是哪一种？"
    assert error.details["candidates"] == ["refund-refused", "penalty"]


# ---- Danger


@pytest.mark.parametrize(("text", "id_"), _rows(DANGER))
def test_danger_in_plain_words_is_always_understood(catalog: Catalog, text: str, id_: str) -> None:
    found = recognize(catalog, text)
    assert found.issue == id_
    assert all(word in plain(text) for word in found.why)


@pytest.mark.parametrize("id_", HARMLESS)
def test_what_only_sounds_like_danger_is_none(catalog: Catalog, id_: str | None) -> None:
    for text in HARMLESS[id_]:
        if id_ is None:
            _refused(catalog, text)
        else:
            assert recognize(catalog, text).issue == id_, text


@pytest.mark.parametrize("text", DESPAIR)
def test_despair_begins_with_whom_to_call(catalog: Catalog, text: str) -> None:
    error = _refused(catalog, text)
    assert error.message == "先打 120（人不舒服、想不开），别一个人待着，叫家人来"
    assert error.message_en.startswith("Call 120 first (")
    assert error.hint.startswith("有危险，先打电话：")


def test_what_is_told_beside_despair_is_not_lost(catalog: Catalog) -> None:
    assert _refused(catalog, "被骗光了不想活了").details["candidates"] == ["scam"]


@pytest.mark.parametrize("text", ["跳楼价", "想死你了", "自杀小队海报"])
def test_what_only_sounds_like_despair_is_none(catalog: Catalog, text: str) -> None:
    assert "120（" not in _refused(catalog, text).message


def test_a_door_without_a_number_says_no_number(small: Catalog) -> None:
    door = Door(name=Text(zh="想不开", en="Despair"), channels=["chat"], signs=["想不开"])
    error = _refused(msgspec.structs.replace(small, doors={"low": door}), "我想不开")
    assert error.message == "不认识的问题“我想不开”"


def test_a_sign_may_have_to_be_the_whole_text(small: Catalog) -> None:
    signs = _with(small, "penalty", signs=["=fire", "=漏气"])
    assert recognize(signs, "Fire!") == ("penalty", ("fire",))
    assert recognize(signs, "漏气") == ("penalty", ("漏气",))
    for text in ("fire pit", "气球漏气"):
        _refused(signs, text)


def test_there_are_enough_of_both() -> None:
    assert sum(map(len, DANGER.values())) >= 100
    assert sum(map(len, HARMLESS.values())) >= 50


@pytest.mark.parametrize(
    "text",
    ["被骗子骗了钱又吃坏肚子住院", "假客服卖的充电宝爆炸了", "I was scammed and it exploded"],
)
def test_of_two_dangers_the_one_to_the_body_is_answered(catalog: Catalog, text: str) -> None:
    assert recognize(catalog, text).issue == "safety-hazard"


@pytest.mark.parametrize("text", ["商家不发货，客服让我转账", "仅退款，对方让我共享屏幕"])
def test_danger_comes_before_everything_else_in_a_text(catalog: Catalog, text: str) -> None:
    assert recognize(catalog, text).issue == "scam"


def test_a_sign_of_several_words_needs_all_of_them_in_any_order(small: Catalog) -> None:
    signs = _with(small, "penalty", signs=["会员…扣钱"])
    assert recognize(signs, "说要扣钱，因为会员") == ("penalty", ("会员", "扣钱"))
    for text in ("会员", "扣钱了"):
        _refused(signs, text)


def test_an_english_sign_begins_a_word(small: Catalog) -> None:
    signs = _with(small, "penalty", signs=["explod", "on fire"])
    assert recognize(signs, "It EXPLODED!") == ("penalty", ("explod",))
    assert recognize(signs, "it is on  fire") == ("penalty", ("on fire",))
    for text in ("unexploded", "fire on", "salmon fire"):
        _refused(signs, text)


def test_a_sign_within_the_name_of_another_issue_is_none(small: Catalog) -> None:
    signs = _with(small, "penalty", signs=["退款"], aliases=["退款罚单"])
    assert recognize(signs, "他不退款！！谁管") == ("refund-refused", ("不退款",))
    assert recognize(signs, "他不退款，没有退款") == ("penalty", ("退款",))
    assert recognize(signs, "一张退款罚单") == ("penalty", ("退款",))


def test_a_harmless_word_that_holds_a_sign_is_none(small: Catalog) -> None:
    signs = _with(small, "penalty", signs=["爆炸", "-爆炸盐"])
    _refused(signs, "爆炸盐好用")
    assert recognize(signs, "爆炸盐爆炸了") == ("penalty", ("爆炸",))


# ---- Words of daily life


@pytest.mark.parametrize(("text", "id_"), _rows(MEANT))
def test_words_of_daily_life_are_understood(catalog: Catalog, text: str, id_: str) -> None:
    assert recognize(catalog, text).issue == id_


def test_the_words_that_decided_are_told(catalog: Catalog) -> None:
    assert recognize(catalog, "冰箱坏了，不给保修").why == ("坏了", "不给保修")


def test_a_longer_name_covers_those_within_it(small: Catalog) -> None:
    longer = _with(small, "penalty", aliases=["被罚不退款"])
    assert recognize(longer, "店里被罚不退款") == ("penalty", ("被罚不退款",))


def test_a_name_of_one_letter_is_never_looked_for(small: Catalog) -> None:
    short = _with(small, "penalty", aliases=["罚"])
    assert recognize(short, "罚").issue == "penalty"
    _refused(short, "被罚了")


def test_two_issues_in_one_text_are_asked_back(catalog: Catalog) -> None:
    error = _refused(catalog, "东西坏了，发票也没有")
    assert error.message == "“东西坏了，发票也没有”可能是几种问题，是哪一种？"
    assert error.message_en == "'东西坏了，发票也没有' may be several issues: which one?"
    assert set(error.details["candidates"]) == {"poor-quality", "invoice"}  # type: ignore[call-overload]


# ---- Two sides


@pytest.mark.parametrize(
    ("text", "consumer", "merchant"),
    [
        ("仅退款", "refund-refused", "forced-refund"),
        ("refund only", "refund-refused", "forced-refund"),
        ("投诉", "platform-unfair", "malicious-complaint"),
        ("我要投诉", "platform-unfair", "malicious-complaint"),
        ("申诉", "platform-unfair", "fake-shipping-penalty"),
        ("仅退款不退货", "refund-refused", "forced-refund"),
        ("退款不退货", "refund-refused", "forced-refund"),
        ("钱货两空", "refund-refused", "forced-refund"),
        ("先用后付", "auto-deduction", "buyer-not-paying"),
        ("pay later", "auto-deduction", "buyer-not-paying"),
        ("差评", "payment-nagging", "malicious-complaint"),
        ("差评被删", "payment-nagging", "malicious-complaint"),
        ("骚扰", "payment-nagging", "malicious-complaint"),
        ("催付", "payment-nagging", "buyer-not-paying"),
        ("运费", "return-freight", "trade-dispute"),
        ("运费险", "return-freight", "trade-dispute"),
        ("退货", "no-reason-return", "trade-dispute"),
        ("退货地址是假的", "no-reason-return", "trade-dispute"),
        ("拒收", "order-cancel", "trade-dispute"),
        ("交易纠纷", "refund-refused", "trade-dispute"),
        ("保证金", "scam", "fake-shipping-penalty"),
        ("扣款", "auto-deduction", "fake-shipping-penalty"),
        ("虚假发货", "fake-shipping", "fake-shipping-penalty"),
        ("延迟发货", "not-shipped", "fake-shipping-penalty"),
        ("空包", "fake-shipping", "fake-shipping-penalty"),
        ("售假", "counterfeit", "fake-shipping-penalty"),
        ("封号", "account-restricted", "fake-shipping-penalty"),
        ("涉嫌刷单", "account-restricted", "fake-shipping-penalty"),
        ("系统错误", "account-restricted", "technical-fault"),
        ("提现失败", "activity-cash", "technical-fault"),
        ("介入失败", "platform-unfair", "platform-intervention-received"),
        ("举证", "platform-unfair", "platform-intervention-received"),
        ("平台不公平", "platform-unfair", "trade-dispute"),
        ("平台介入", "platform-unfair", "platform-intervention-received"),
    ],
)
def test_a_word_of_both_sides_asks_which(
    catalog: Catalog, text: str, consumer: str, merchant: str
) -> None:
    error = _refused(catalog, text)
    assert error.message == f"“{text}”有两种情况：你是买家还是商家？"
    assert error.message_en == f"{text!r} can be a shopper's or a merchant's: which are you?"
    assert error.details["candidates"] == [consumer, merchant]
    ways = [one.why for one in ways_on(catalog, error, AskEscalate(issue=text))]
    assert ways[0] == f"{catalog.issues[consumer].name.zh}（买家）"
    ways = [one.why for one in ways_on(catalog, error, AskEscalate(issue=text, lang="en"))]
    assert ways[1] == f"{catalog.issues[merchant].name.to('en')} (merchant)"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("投诉这个商家", ["platform-unfair"]),  # whose voice it is leaves one side
        ("买家又投诉", ["malicious-complaint"]),
        ("顾客说质量问题", ["poor-quality"]),  # a merchant is never answered as a shopper
        ("商家说我恶意退款", ["malicious-complaint"]),
    ],
)
def test_a_side_that_is_heard_is_never_crossed(catalog: Catalog, text: str, ids: list[str]) -> None:
    error = _refused(catalog, text)
    assert error.message == f"不认识的问题“{text}”"
    assert error.details["candidates"] == ids


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("商家虚假发货", "fake-shipping"),
        ("商家延迟发货", "not-shipped"),
        ("卖家不赔运费险", "return-freight"),
        ("卖家发个空包，虚假发货", "fake-shipping"),
        ("my shop: fake dispatch", "fake-shipping-penalty"),
        ("我的店被说虚假发货", "fake-shipping-penalty"),
        ("我开店的，系统错误", "technical-fault"),
        ("关闭先用后付", "auto-deduction"),
        ("买家先用后付不给钱", "buyer-not-paying"),
    ],
)
def test_a_noun_of_both_sides_is_understood_in_a_voice(
    catalog: Catalog, text: str, id_: str
) -> None:
    assert recognize(catalog, text).issue == id_


def test_whose_voice_it_is_decides_between_the_sides(small: Catalog) -> None:
    text = "不退款，被处罚"
    assert _refused(small, text).details["candidates"] == ["refund-refused", "penalty"]
    assert recognize(small, f"卖家{text}") == ("refund-refused", ("卖家", "不退款"))
    assert recognize(small, f"我是卖家，{text}") == ("penalty", ("我是卖家", "被处罚"))
    _refused(small, f"卖家和买家{text}")


def test_both_sides_are_among_the_three_that_are_shown(catalog: Catalog) -> None:
    error = _refused(catalog, "质量问题 发票 降价 砍价 恶意差评")
    assert len(error.details["candidates"]) == 3  # type: ignore[arg-type]
    shown = {one["audience"] for one in error.details["choices"]}  # type: ignore[attr-defined]
    assert shown == {"consumer", "merchant"}


# ---- What is near


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("refund-refusd", ["refund-refused"]),
        ("invioce", ["invoice"]),
        ("七天无里由", ["no-reason-return"]),
        ("商家拒绝", ["refund-refused"]),
        ("我的快递一直没有到", ["logistics-slow"]),
        ("stuck parcel", ["logistics-slow"]),
        # one pair of letters in common is nothing
        ("商家搬家", []),
        ("店铺转让", []),
        ("过了售后时间", []),
        ("re", []),
        ("e", []),
        ("zzz", []),
        ("", []),
        ("！？", []),
    ],
)
def test_only_what_is_near_is_suggested(catalog: Catalog, text: str, ids: list[str]) -> None:
    error = _refused(catalog, text)
    assert error.details["candidates"] == ids
    assert error.message == f"不认识的问题“{text}”"
    assert error.message_en == f"unknown issue {text!r}"


def test_a_word_in_many_names_suggests_those_that_are_called_so(catalog: Catalog) -> None:
    ids = _refused(catalog, "退款").details["candidates"]
    assert isinstance(ids, list)
    assert len(ids) == 3
    assert all("退款" in catalog.issues[id_].name.zh for id_ in ids)


def test_a_suggestion_of_the_other_side_is_left_out(catalog: Catalog) -> None:
    assert _refused(catalog, "卖家要退款吗").details["candidates"] == []
    assert _refused(catalog, "我的店差评").details["candidates"] == ["malicious-complaint"]


# ---- The error


def test_the_error_has_the_numbers_for_danger_and_questions_to_go_on_with(small: Catalog) -> None:
    doors = {
        "hurt": Door(name=Text(zh="着火", en="Fire"), channels=["hotline"], emergency=True),
        "late": Door(name=Text(zh="问问题", en="Questions"), channels=["merchant-line"]),
        "gone": Door(
            name=Text(zh="旧号码", en="Old"),
            channels=["old-line", "caller", "chat"],
            emergency=True,
        ),
    }
    error = _refused(msgspec.structs.replace(small, doors=doors), "refund-refusde")
    assert error.hint.split("\n") == [
        "有危险，先打电话：",
        "着火 020-12345678；",
    ]
    assert error.hint_en.split("\n") == [
        "In danger, call first:",
        "Fire 020-12345678;",
    ]
    asked = AskEscalate(issue="refund-refusde", city="杭州", for_whom="-x", lang="en")
    assert [(one.why, one.ask, one.command) for one in ways_on(small, error, asked)] == [
        (
            "Refund refused (shopper)",
            msgspec.structs.replace(asked, issue="refund-refused"),
            f"pddroute escalate refund-refused --lang en --for=-x --city '杭州' --catalog {CLEAN}",
        ),
        ("All issues", AskIssues(lang="en"), f"pddroute issues --lang en --catalog {CLEAN}"),
    ]
    assert error.details == {
        "issue": "refund-refusde",
        "candidates": ["refund-refused"],
        "choices": [
            {
                "issue": "refund-refused",
                "name": ("拒绝退款", "Refund refused"),
                "audience": "consumer",
            }
        ],
        "emergency": [{"name": ("着火", "Fire"), "numbers": ["020-12345678"]}],
    }


def test_without_emergency_doors_nothing_is_said_of_them(small: Catalog) -> None:
    error = _refused(small, "zzz")
    assert error.hint == "换个说法，或者从全部问题里找"
    assert [one.why for one in ways_on(small, error, AskEscalate(issue="zzz"))] == ["看全部问题"]
    assert error.details["emergency"] == []


def test_every_error_of_the_bundled_catalogue_names_the_emergency_numbers(
    catalog: Catalog,
) -> None:
    for text in ("zzz", "仅退款", "质量问题 发票"):
        error = _refused(catalog, text)
        for number in ("110", "96110", "120", "119"):
            assert number in error.hint
            assert number in error.hint_en
            assert number in str(error.details["emergency"])


def test_what_was_given_is_shortened_and_steers_no_terminal(catalog: Catalog) -> None:
    error = _refused(catalog, "refund\x07" * 20)
    assert error.details["issue"] == ("refund·" * 20)[:40]
    assert error.message.isprintable()


# ---- Words in a text


def test_the_words_of_a_lexicon_are_met_where_they_begin() -> None:
    lexicon = Lexicon(["退款", "不退款", "款", "art", "x"])
    assert list(lexicon.met("不退款art款smart")) == [
        Met(0, 3, "不退款"),
        Met(1, 3, "退款"),
        Met(3, 6, "art"),
    ]
    assert lexicon.longest("不退款退款") == [Met(0, 3, "不退款"), Met(3, 5, "退款")]


def test_a_part_is_inside_a_longer_word_only() -> None:
    longest = [Met(0, 3, "不退款"), Met(4, 6, "退款")]
    assert Met(1, 3, "退款").inside(longest) == longest[0]
    assert Met(4, 6, "退款").inside(longest) is None
    assert Met(2, 5, "款去退").inside(longest) is None
    assert Met(0, 2, "不退").inside([]) is None


@pytest.mark.parametrize(
    "unit", ["商家", "退款", "a ", "被买家骗", "爆炸盐", "\ufdfa", "会员 ", "🙂"]
)
def test_a_text_of_a_million_letters_is_no_burden(catalog: Catalog, unit: str) -> None:
    recognize(catalog, "scam")
    begun = time.process_time()
    with suppress(UnknownIssue):
        recognize(catalog, (unit * 1_000_000)[:1_000_000])
    assert time.process_time() - begun < 3
