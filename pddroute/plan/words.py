"""Everything the planner says, in both languages: one table by key."""

from __future__ import annotations

from pddroute.contract.base import WarningCode
from pddroute.contract.plan import BecauseCode
from pddroute.words import Said

_COUNTED = Said(
    "{label}：{start:%m-%d} 当天不计，{length}到 {last}",
    "{label}: {length} after {start:%m-%d} (not counted) end on {last}",
)

BECAUSE: dict[str, Said] = {
    "already_handled": Said(
        "已经走了“{other}”；{law}：同一件事另一边可能不受理",
        "“{other}” has been taken; {law}: the same matter may be refused here",
    ),
    "already_handled.alternative": Said(
        "已经走了“{other}”，“{first}”就走不了（{law}），和它二选一的这一步也不走",
        "“{other}” has been taken, which closes “{first}” ({law}), and this is its alternative",
    ),
    "alternative_of": Said("与“{other}”二选一", "instead of “{other}”: choose one of the two"),
    "branch_not_taken": Said(
        "“{other}”{outcome}，用不上这一步", "“{other}” ended {outcome}: this step does not apply"
    ),
    "branch_not_taken.promised": Said(
        "“{other}”{outcome}，暂时用不上；对方没做到，再走这一步",
        "“{other}” ended {outcome}: not needed unless that is not kept",
    ),
    "calendar_provisional": Said(
        "{year} 年放假安排还没公布，它会动到的日子是暂定",
        "no holiday notice for {year} yet: the days that it may move are provisional",
    ),
    "channel_opens": Said("最早 {opens} 开门", "the first channel opens {opens}"),
    "days_counted": _COUNTED,
    "done_time_unknown": Said(
        "没有说哪天做的，当作已经等够了；写上日期才能算准",
        "no time was given: taken as waited out; add the date to have it counted",
    ),
    "harm_first": Said(
        "这一步不能等：不管前面做过什么，都先做",
        "this cannot wait: it comes first, whatever was done before",
    ),
    "hours_counted": Said(
        "{label}：{start:%m-%d %H:%M} 起 {length}，到 {until:%Y-%m-%d %H:%M}",
        "{label}: {length} from {start:%m-%d %H:%M}, to {until:%Y-%m-%d %H:%M}",
    ),
    "implied_by_issue": Said("问题本身说明已经做过", "the problem itself says that this happened"),
    "inferred": Said(
        "你说已经“{other}”，这一步一定在它前面做过",
        "you have taken “{other}”, so this must have been done before it",
    ),
    "inferred.outcome": Said(
        "你说了它的结果，所以是做过的；没有说哪天",
        "you told its outcome, so it was done; no date was given",
    ),
    "legal_fallback": Said(
        "按 {day:%m-%d} 办最稳妥；那天休息，法律上可以顺延到 {last}，但对方的系统不一定认",
        "go by {day:%m-%d} to be safe; that is a day off, so in law it moves to {last}, which the "
        "other side's system may not know",
    ),
    "legal_fallback.only": Said(
        "按天数 {day:%m-%d} 已经到期；那天休息，法律上还可以主张顺延到 {last}，按钮可能已经没有了",
        "by days it ended on {day:%m-%d}; that was a day off, so in law it moves to {last}, though "
        "the button may be gone",
    ),
    "limit_counted": Said("{explained}", "{explained}"),
    "limit_passed": Said("时限已过（{last}）", "the limit has passed ({last})"),
    "limit_passed.left": Said(
        "时限已过（{last}）。{left}", "the limit has passed ({last}). {left}"
    ),
    "limit_start_unknown.done": Said(
        "有时限：{length}；说出“{other}”是哪天做的，才能算出哪天到期",
        "there is a limit of {length}; tell when “{other}” was done to have its date worked out",
    ),
    "limit_start_unknown.outcome": Said(
        "有时限：{length}；说出“{other}”的结果是哪天来的，才能算出哪天到期",
        "there is a limit of {length}; tell when the answer to “{other}” came to have its date "
        "worked out",
    ),
    "limit_start_unknown.received": Said(
        "有时限：{length}；说出哪天收到货，才能算出哪天到期",
        "there is a limit of {length}; tell when the parcel came to have its date worked out",
    ),
    "limit_start_unknown.since": Said(
        "有时限：{length}；说出事情从哪天开始，才能算出哪天到期",
        "there is a limit of {length}; tell when the trouble began to have its date worked out",
    ),
    "mark_counted": Said("{explained}", "{explained}"),
    "months_counted": _COUNTED,
    "needs_missing.claim_over": Said(
        "“{other}”的时限已过，这条路走不下去了（{law}）",
        "the time for “{other}” has passed: no ground to go on ({law})",
    ),
    "no_wait_known": Said("多久有答复没有准信", "nobody says how long an answer takes"),
    "open_at_once.beside": Said(
        "现在就可以走，一般先走“{other}”", "open now, though better after “{other}”"
    ),
    "open_at_once.law": Said(
        "法律没有规定先后，随时可以走；一般先走“{other}”",
        "the law sets no order: open at any time, though better after “{other}”",
    ),
    "open_at_once.optional": Said("可走可不走，随时可以", "may be left out, and taken at any time"),
    "open_at_once.waiting": Said(
        "“{other}”多久有答复没有准信，等不及就走这一步",
        "nobody says how long “{other}” takes: go on when you have waited enough",
    ),
    "optional_step": Said("不用等它的答复", "its answer need not be waited for"),
    "outcome_given": Said("已经有结果，不用再等", "there is an answer: no more waiting"),
    "outcome_given.left": Said("{left}", "{left}"),
    "outcome_given.silence": Said(
        "没有答复：规定的第一个答复期限一过，就可以走下一步",
        "no answer: the next step is open once the first period of law for one is over",
    ),
    "outcome_needed.before": Said("要看前一步的结果", "depends on the step before it"),
    "passed_over": Said(
        "后面的步骤已经走了，这一步还来得及",
        "a later step has been taken; this one is still open",
    ),
    "rolled_to_working_day": Said(
        "最后一天 {day:%m-%d} 休息（{skipped}），顺延到 {last}",
        "the last day {day:%m-%d} is a day off ({skipped}): it moves to {last}",
    ),
    "rule_changes": Said(
        "按 {day} 有效的规定计算；{changed} 起规定改变（{new}），那天及以后提交的按新规定",
        "counted by the rule in force on {day}; from {changed} another applies ({new})",
    ),
    "unofficial_wait": Said(
        "这个时长只有网上文章这样说（{publisher}，{published}），没有证实，只用来提醒你再去问",
        "only an article on the web gives this length ({publisher}, {published}): unconfirmed, a "
        "reminder to ask again",
    ),
    "unofficial_wait.undated": Said(
        "这个时长只有网上文章这样说（{publisher}，没有日期），没有证实，只用来提醒你再去问",
        "only an article on the web gives this length ({publisher}, undated): unconfirmed, a "
        "reminder to ask again",
    ),
    "wait_passed": Said(
        "{label}：{last}已过，还没有消息：{then}",
        "{label}: {last} has passed; if nothing has come: {then}",
    ),
    "working_days_counted": Said("{explained}", "{explained}"),
}
"""Why a step has its state and its dates. A key is a :data:`BecauseCode`, with a name of ours
after a full stop where one code has several texts."""

PHRASES: dict[str, Said] = {
    # Parts of what stands above.
    "waiting": Said("答复", "answer"),
    "then": Said("走下一步", "go on to the next step"),
    "limit": Said("时限", "limit"),
    "length": Said("{length}", "{length}"),
    "no_length": Said("没有写多久", "no length given"),
    "counted_to": _COUNTED,
    "counted": Said("计入 {counted}", "counted: {counted}"),
    "makeup": Said("其中 {listed} 调休上班", "{listed}: make-up workday"),
    "skipped": Said("跳过 {skipped}", "skipped: {skipped}"),
    # What to do at this minute, where, and what else.
    "do": Said("{do}", "{do}"),
    "do.moved": Said(
        "按天数 {day:%m-%d} 已经到期，法律上还可以主张顺延：{do}",
        "by days it ended on {day:%m-%d}; in law it may still be asked for: {do}",
    ),
    "where": Said("{how}", "{how}"),
    "where.number": Said("{called}", "{called}"),
    "call": Said("也可以打 {number}（{brief}）", "or call {number} ({brief})"),
    "call.later": Said("想打电话：{number} {opens} 开", "to call: {number} opens {opens}"),
    "wait": Said("等“{title}”的答复", "wait for the answer to “{title}”"),
    "wait.agreed": Said("等对方做到答应的事（{title}）", "wait until they do as agreed ({title})"),
    "wait.agreed.part": Said(
        "等对方退来答应的 {amount} 元（{title}）",
        "wait for the {amount} yuan that they agreed to ({title})",
    ),
    "wait.returned": Said("货已寄回，等退款（{title}）", "sent back: wait for the money ({title})"),
    "wait.press": Said("{how}，可以查进度、补证据", "{how}: ask after it, add proof"),
    "wait.press.call": Said("{how}，可以打电话催", "{how}: call to press"),
    "prepare": Said("先备好：{listed}", "get ready: {listed}"),
    "prepare.opens": Said("{opens} 找{called}", "{opens}: {called}"),
    "prepare.try": Said("可以先试 {how}", "to be tried first: {how}"),
    "also.both": Said("{do}", "{do}"),
    "also.else": Said("没有这种情况，或已经做了：{do}", "if not so, or once done: {do}"),
    "also.next": Said("等不及：{title}（现在就可以）", "rather not wait: {title} (open now)"),
    "also.passed": Said(
        "“{title}”（{label}）{last}已过，还没有消息：{then}",
        "“{title}” ({label}) was due on {last}; if nothing has come: {then}",
    ),
    "also.limit": Said("“{title}”最晚 {end}", "“{title}”: by {end} at the latest"),
    "also.kept": Said("没做到，就走“{title}”", "if it is not kept: {title}"),
    "also.left": Said("{left}", "{left}"),
    "action": Said("{do}（{where}）", "{do} ({where})"),
    "action.by": Said("{end} 以前：{action}", "by {end}: {action}"),
    "action.until": Said("{action}，到 {end}", "{action}, until {end}"),
    "action.also": Said("{action}。同时：{also}", "{action}. Also: {also}"),
    # What was done before, in the person's own words.
    "nothing": Said("", ""),
    "told": Said("{explained}。", "So far I have {explained}. "),
    "told.one": Said("{deed}", "{deed}"),
    "told.dated": Said("{on}{deed}", "{deed} on {on}"),
    "told.ended": Said("{said}，{outcome}", "{said} ({outcome})"),
    "told.refused.regulator": Said(
        "{said}，没有受理，理由是【理由】", "{said} (not taken, because [reason])"
    ),
    "told.refused.association": Said(
        "{said}，没有受理，理由是【理由】", "{said} (not taken, because [reason])"
    ),
    "told.refused.police": Said("{said}，没有立案", "{said} (no case was opened)"),
    "told.refused.court": Said("{said}，判决没有支持我", "{said} (decided against me)"),
    "told.unsatisfied.court": Said("{said}，我不服判决", "{said} (I do not accept the judgment)"),
    "told.broken": Said(
        "{said}，对方答应退 {amount} 元，没有做到",
        "{said} (they agreed to {amount} yuan and did not keep it)",
    ),
    "told.agreed": Said("{said}，对方答应退 {amount} 元", "{said} (they agreed to {amount} yuan)"),
    "for_whom": Said(
        "我替{who}说，下面的“我”是{who}本人。{say}",
        "I write for {who}, who is “I” in what follows. {say}",
    ),
    "for_whom.police": Said(
        "我替{who}报警，事情是{who}遇到的，下面的“我”指{who}。{say}",
        "I call the police for {who}, to whom it happened and who is “I” in what follows. {say}",
    ),
    "for_whom.payment": Said(
        "我是{who}的家人，{who}在旁边。{say}", "I am family of {who}, who is beside me. {say}"
    ),
    # Why a command is worth running.
    "next.done": Said("做完了，看下一步", "done: what comes next"),
    "next.issues": Said("不是这个问题，从全部问题里找", "if that is not it: all issues"),
    "next.show": Said("这个渠道可不可靠", "where this channel is from"),
    "next.refused": Said("被拒绝了", "it was refused"),
    "next.unsatisfied": Said("答复了，不满意", "it was answered, not to your satisfaction"),
    "next.silent": Said("一直没有答复", "there is no answer"),
    "next.agreed": Said("对方同意了", "they agreed"),
    "next.broken": Said("说好的没做到", "they did not keep to it"),
    "next.returned": Said("货寄回去了", "the goods were sent back"),
    "next.withdrawn": Said("我撤回了", "it was withdrawn"),
}

TEXTS = BECAUSE | PHRASES
CODES: dict[str, BecauseCode] = {key: key.partition(".")[0] for key in BECAUSE}  # type: ignore[misc]

WARNINGS: dict[WarningCode, Said] = {
    "calendar_unpublished": Said(
        "有的日子要等还没公布的放假安排，是暂定", "some dates are provisional"
    ),
    "done_time_unknown": Said(
        "有的步骤没有说哪天做的，日期可能偏早",
        "a step was given without its time: dates may be too early",
    ),
    "filed_twice": Said(
        "同一件事投了两处，可能都不受理，也可能办到一半就停：先撤回其中一处",
        "one matter was taken to two places: each may refuse or end it; withdraw one of them first",
    ),
    "since_unknown": Said(
        "有时限，但不知道从哪天算：请说出事情从哪天开始，或者哪天收到货",
        "the end of a limit cannot be dated: tell when the trouble began, or when the parcel came",
    ),
    "no_step_open_now": Said(
        "这一步的渠道现在都没开，先准备", "no channel of this step is open now: get ready"
    ),
    "limit_passed": Said("有的步骤时限已过", "the limit of a step has passed"),
    "unofficial_wait": Said(
        "有的等待时间只有网上文章这样说，只当提醒",
        "some waits rest on unofficial articles: reminders, not deadlines",
    ),
}
"""The warnings of a plan alone; those of :mod:`pddroute.directory.warnings` go before them."""
