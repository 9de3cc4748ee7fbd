"""What printed dates look like: one pattern over all forms and languages, built from the words of `words.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from foedus.intake.reading.dates.words import CalendarWords

__all__ = ["date_pattern", "start_pattern"]

_NUMERALS = "0-9０-９〇○零一二三四五六七八九十"


def _words(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace("\\ ", r"\s+") for word in sorted(set(words), key=lambda w: (-len(w), w)))


def _latin(words: Iterable[str]) -> str:
    """Latin words, first letter in either case: without IGNORECASE the scanner can skip to the letters that begin a date."""
    ordered = sorted({word for word in words if word.isascii()}, key=lambda w: (-len(w), w))
    return "|".join(f"[{w[0].upper()}{w[0].lower()}]" + re.escape(w[1:]).replace("\\ ", r"\s{1,3}") for w in ordered)


_YEAR = "(?:1[5-9]|20|21)[0-9]{2}"
# A year of two digits without its month: `52年発効`, `17年から`; not the `10年` that something lasts.
_NO_LASTING = "(?<![約约第計计満满滿過数數每毎ねかてやと近後前])"
_SHORT_YEAR = (
    r"(?=\s?年(?:度|の初|から|に(?!わた|及|およ|一|1|わ)|末|初め|春|夏|秋|冬|以降|以来|発効|署名|締結|調印|批准"
    r"|の(?:協定|合意|条約|署名|発効|調印|共同|首脳|防衛|安保|暮れ|末|春|夏|秋|冬|改定|見直し|演習|訓練|[一-龠]{1,6}(?:商戦|合戦|協定|条約))|と[0-9０-９〇○零一二三四五六七八九]{2,4}年"
    r"|までに|時点|半ば|中に|ごろ|頃|当時|契約|納入|就役|設立|改定"
    r"|签|簽|缔结|締結|生效|起(?![来來])|底|初(?!期)|中(?!期)期?|夏天|秋天|春天|冬天|换文|換文|交付|升格|升級|升级|建交|又一|再签|再簽|的(?:协定|協定|协议|協議|条约|條約|换文|換文|版本|合同|合約)|、|[)）]))"
)
# The first day of a span bears its sign only with the last: 8월 18~28일, 5月2-20日.
_UNSIGNED = r"(?=\s?[-~∼〜]\s?[0-9]{1,2}\s?[日일号號](?![間间]|\s?간|目|째))"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9])"
_ORDINAL = "(?:st|nd|rd|th)?"


def date_pattern(words: CalendarWords) -> str:
    """All forms; the outermost named group of each says which it is."""
    months = "|".join(f"{w.capitalize()}|{w.upper()}" for w in sorted(words.months, key=lambda w: (-len(w), w)))
    month = f"(?:{months})"
    asian_relative = _words(w for w in (*words.relative, *words.anaphoric) if not w.isascii())
    asian_seasons = _words(w for w in words.seasons if not w.isascii())
    eras = "|".join(words.eras)
    n = f"[{_NUMERALS}]"
    counts, weekdays = _latin(words.counts), "|".join(words.weekdays_latin)
    asian_counts, asian_units, asian_ways = (
        _words(w for w in table if not w.isascii()) for table in (words.counts, words.units, words.ways)
    )
    asian_weekdays = _words(w for w in words.weekdays if not w.isascii())
    week_ways = _words(w for w in words.week_ways if not w.isascii())
    tail = rf"(?:\s?(?:の|的)?\s?(?:(?P<Am>{n}{{1,3}})\s?[月월](?!\s?[間间])(?:\s?(?P<Ad>{n}{{1,3}})(?:\s?[日일号號]|{_UNSIGNED}))?|(?P<As>{asian_seasons})))"
    quarter = r"(?:\s?第?\s?(?P<Aq>[1-4一二三四１-４])\s?(?:四半期|季度|分期|분기|季(?!節)))"
    return "|".join([
        # 2024-08-07, 2024.8.7, 2024. 8. 7., 2024/08/07
        rf"(?P<iso>(?P<iy>{_YEAR})(?P<isep>[-./])\s?(?P<im>1[0-2]|0?[1-9])(?:(?P=isep)\s?(?P<iday>{_DAY}))(?![0-9]))",
        # 2012/04 on a time line, not the 2010/11 of a season; ６．８．２８～８．３０ where the text counts in 令和
        rf"(?P<ymslash>(?P<ysy>{_YEAR})/(?P<ysm>0[1-9]|1[0-2](?=\s[^\x00-\x7f가-힣]))(?![/0-9年년度]))",
        rf"(?P<eradot>(?<![0-9.])(?P<edy>[1-9])\.(?P<edm>1[0-2]|0?[1-9])\.(?P<edd>{_DAY})(?:\s?[~～〜∼]\s?(?:(?P<edm2>1[0-2]|0?[1-9])\.)?(?P<edd2>{_DAY}))?(?![0-9.]))",
        # 2016 Feb 29, 2015 Jan, as time lines print them
        rf"(?P<yearfirst>(?P<yfy>{_YEAR})\s{{1,2}}(?P<yfm>{month})(?![a-z])\.?(?:\s{{1,2}}(?P<yfd>{_DAY})(?![0-9:.]))?)",
        # 2021. 6., 2009.5 (a full stop and a space, or nothing that counts, behind it)
        rf"(?P<ymdot>(?P<my>{_YEAR})\.\s?(?P<mm2>1[0-2]|0?[1-9])(?:\.(?!\s?[0-9])|(?=[\s)~,、，;；|｜]|[\u3041-\u30ff\u4e00-\u9fff가-힣](?<![万億兆亿点倍점배억만조度])|$)))",
        # 8/7/2024: which is the month is not said unless one of them is above 12
        rf"(?P<slash>(?P<sa>{_DAY})(?P<ssep>[/.])(?P<sb>{_DAY})(?P=ssep)(?P<sy>{_YEAR})(?![0-9]))",
        # 7 August 2024, 7-9 August 2024, 8th of July
        rf"(?P<dmy>(?P<dd>{_DAY}){_ORDINAL}(?:(?:\s?[-–]\s?|\s{{1,3}}to\s{{1,3}})(?P<dd2>{_DAY}){_ORDINAL})?\s{{1,3}}(?:of\s{{1,3}})?(?P<dm>{month})\.?(?![a-z])(?:,?\s{{1,3}}(?P<dy>{_YEAR})(?![0-9])|\s\((?P<dy2>{_YEAR})(?=\))|,?\s{{1,3}}(?:of\s{{1,3}})?(?P<drel>{_latin([*_year_words(words), *_years_named(words)])})(?![a-z]))?)",
        # 2024年8月7日, 2024년 8월 7일, 二〇二四年八月, 2024年度, 1990年代, 2024年秋, 2024年第3四半期
        rf"(?P<asian>(?:(?P<era>{eras})\s?(?P<ay>元|{n}{{1,3}})(?:[（(]{n}{{4}}年?[)）])?|(?P<aw>(?:{n}){{4}})(?:[（(](?:{eras}){n}{{1,3}}年?[)）])?|(?P<ab>(?<![約约第계計满満滿過数數毎每])(?:{n}){{2}}(?=\s?[年년]\s?{n}{{1,2}}\s?[月월](?!\s?[間间]))|{_NO_LASTING}(?:{n}){{2}}(?={_SHORT_YEAR}))|(?P<ac>(?<=[同翌及び])(?:{n}){{1,3}}(?=年)|(?<=年[と、])(?:{n}){{2}}(?=年)|{_NO_LASTING}(?:{n}){{3}}(?=\s?年\s?{n}{{1,3}}\s?月(?!\s?[間间]))|[0０〇○零](?:{n})(?=年)))\s?[年년](?:\s?[（(](?:(?:{eras})\s?{n}{{1,3}}|{n}{{4}})\s?年[)）])?(?P<afy>度(?!\s?[比])|도(?![가-힣])|\s?회계연도)?(?P<adec>代|대(?![가-힣]))?(?![間间]|\s?간(?![가-힣])|前(?!後|后)){tail}?{quarter}?)",
        # 本(114)年7月8日, 113年11月16日: years of the Republic of China without its name
        rf"(?P<roc>(?:[本今去前上]\s?[(]\s?(?P<ry1>1[0-2][0-9])\s?[)]\s?年|(?<![0-9第])(?P<ry2>1[0-2][0-9])年(?=\s?(?:{n}{{1,3}}\s?月|起|底|初|度?預算)))(?:\s?(?P<rm1>{n}{{1,3}})\s?月(?:\s?(?P<rd1>{n}{{1,3}})\s?日)?)?)",
        rf"(?P<fya>(?:{n}){{4}}\s?(?:财年|財年|会計年度|會計年度|財政年度|财政年度|회계연도))",
        # 三年前, 3か月後, 2년 뒤
        rf"(?P<ago>(?:(?P<gn>{n}{{1,3}})|(?P<gw>{asian_counts}))\s?(?P<gu>{asian_units})\s?(?P<gd>{asian_ways}))",
        rf"(?P<md>(?P<mm>{n}{{1,3}})\s?[月월](?!\s?[間间])(?:\s?(?P<mdd>{n}{{1,3}})(?:\s?[日일号號]|{_UNSIGNED}))?)",
        # 15日, 8일: the month is the one spoken of
        rf"(?P<dayonly>(?P<od>{n}{{1,3}})(?:{_UNSIGNED}|\s?(?:日(?!間|间|目|以(?![由政军軍其此防海提])|後|后|前|本|米|韓|韩|英|豪|中|内|內|程|ごと|あたり|分|数|數|制|余|餘|の?間)|일(?![가-힣]*간|째|동안|이내|만에?\s|여|본|\s?(?:뒤|후|전|안|내)(?![가-힣])))))",
        rf"(?P<reiwa>[RHS]\.?(?P<ry>[0-9]{{1,2}})\.(?P<rm>1[0-2]|0?[1-9])\.(?P<rd>{_DAY})(?![0-9]))",
        # '24.7.8., '24년 7월
        rf"(?P<apoymd>'(?P<zy>[0-9]{{2}})(?:\.|\s?[년年])\s?(?P<zm>1[0-2]|0?[1-9])(?:\.|\s?[월月])(?:\s?(?P<zd>{_DAY})(?:\.|\s?[일日]|(?![0-9])))?)",
        # 1990s, 2023-24, 2024
        rf"(?P<decade>(?P<decy>{_YEAR})['’]?s(?![a-z]))",
        rf"(?P<fyen>(?:J?FY|[Ff]iscal\s{{1,3}}(?:[Yy]ear\s{{1,3}})?(?:\(J?FY\)\s{{1,3}})?)\s?['’]?(?P<fyy>{_YEAR}|[0-9]{{2}})(?:\s?[-–/]\s?[0-9]{{2,4}})?(?![0-9]))",
        rf"(?P<quarter>(?:Q(?P<q>[1-4])|(?P<qw>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)\s{{1,3}}quarter)(?:\s{{1,3}}of)?\s{{1,3}}(?P<qy>{_YEAR})(?![0-9]))",
        rf"(?P<half>(?P<hw>[Ff]irst|[Ss]econd)\s{{1,3}}half\s{{1,3}}of\s{{1,3}}(?P<hy>{_YEAR})(?![0-9]))",
        rf"(?P<years>(?P<yy>{_YEAR})(?:\s?[-–/~〜～]\s?(?P<yz>{_YEAR}|(?<=[0-9][-–/])[0-9]{{2}})(?![0-9]))?(?![0-9]))",
        # two years later, three months ago
        rf"(?P<lapse>(?P<ln>[0-9]{{1,2}}|{counts})[\s-]{{1,3}}(?P<lu>year|month|decade|week|day)s?\s{{1,3}}(?P<ld>ago|later|earlier|on(?![\s-]|[a-z])|afterwards?|before(?!\s{{1,3}}(?:the|it|they|that)(?![a-z])))(?![a-z]))",
        # on Thursday, last Monday
        rf"(?P<wday>(?:(?P<wdir>[Ll]ast|[Tt]his|[Nn]ext)\s{{1,3}})?(?P<wd>{weekdays})(?![a-z])(?:\s{{1,3}}(?P<wweek>last\s{{1,3}}week|next\s{{1,3}}week))?)",
        rf"(?P<awday>(?P<awdir>{week_ways})?\s?(?P<awd>{asian_weekdays}))",
        # in '23
        r"(?P<apos>'(?P<apy>[0-9]{2})(?![0-9a-z°]))",
        # July 8, 2024; July 8-9, 2024; January 2022; July 8; July this year
        rf"(?P<mdy>(?P<em>{month})(?![a-z])\.?(?:\s{{1,3}}(?P<ed>{_DAY}){_ORDINAL}(?![0-9])(?:\s?[-–]\s?(?P<ed2>{_DAY})(?![0-9]))?(?:,?\s{{1,3}}(?P<ey>{_YEAR})(?![0-9])|\s\((?P<ey3>{_YEAR})(?=\)))?|,?\s{{1,3}}(?:of\s{{1,3}})?(?P<ey2>{_YEAR})(?![0-9]))?(?:,?\s{{1,3}}(?:of\s{{1,3}})?(?P<erel>{_latin([*_year_words(words), *words.anaphoric])})(?![a-z]))?)",
        rf"(?P<season>(?P<sn>{_latin(words.seasons)})(?:\s{{1,3}}of)?\s{{1,3}}(?P<sny>{_YEAR})(?:[-–/][0-9]{{2,4}})?(?![0-9]))",
        rf"(?P<srel>(?P<sw>[Ll]ast|[Tt]his|[Nn]ext|(?:[Tt]he\s{{1,3}})?[Ff]ollowing|[Tt]he\s{{1,3}}(?:[Nn]ext|[Ss]ame)|[Tt]hat(?:\s{{1,3}}same)?)\s{{1,3}}(?:(?P<ssn>{_latin(words.seasons)})|(?P<smon>{month}))(?![a-z]))",
        rf"(?P<rel>{_latin((*words.relative, *words.anaphoric))})(?![a-z])",
        rf"(?P<asianrel>(?P<arel>{asian_relative})(?:{tail.replace('?P<A', '?P<B')}|\s?(?:の|的)?\s?(?P<Bd2>{n}{{1,3}})(?:\s?[日일號号](?![間간])|{_UNSIGNED}))?)",
    ])  # fmt: skip


_OPENERS = (
    "Q1",
    "Q2",
    "Q3",
    "Q4",
    "FY",
    "JFY",
    "fiscal",
    "first ",
    "second",
    "third ",
    "fourth",
    "last ",
    "this ",
    "next ",
)


def start_pattern(words: CalendarWords) -> str:
    """The first six letters of whatever begins a date; of East Asian words the first character."""
    lapses = [f"{count} {unit}" for count in words.counts for unit in ("year", "month", "decade", "week", "day")]
    phrases = [
        *lapses,
        *words.counts,
        *words.weekdays,
        *words.week_ways,
        "the following",
        "the next",
        "the same",
        "following",
        "that",
        *words.months,
        *words.seasons,
        *words.relative,
        *words.anaphoric,
        *words.eras,
        *_OPENERS,
    ]
    latin = {
        variant[:6]
        for word in phrases
        if word.isascii()
        for variant in (word, word.capitalize(), word.upper())
        if word not in _OPENERS[:6]
    }
    latin -= {word for word in latin if word.lower() in words.counts}
    asian = {word[0] for word in phrases if not word.isascii()} - set(_NUMERALS)
    heads = "|".join(re.escape(head) for head in sorted(latin | set(_OPENERS[:6]), key=lambda h: (-len(h), h)))
    return rf"[{_NUMERALS}'{''.join(sorted(asian))}]|(?<![A-Za-z0-9_])(?:[RHS]\.?[0-9]|{heads})"


def _years_named(words: CalendarWords) -> list[str]:
    return [word for word in words.anaphoric if word.isascii() and words.anaphoric_units.get(word, "year") == "year"]


def _year_words(words: CalendarWords) -> list[str]:
    return [word for word, (unit, _, _) in words.relative.items() if unit == "year" and word.isascii()]
