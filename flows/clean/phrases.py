"""The wordings by which lines are known that are not running text but belong to the page around it."""

import re
from typing import Final

from karabakh.flows.clean.rule import listed


def _phrases(phrases: str) -> frozenset[str]:
    """Return phrases that stand in lines and are parted by ``|``."""
    return frozenset(phrase.strip() for line in phrases.splitlines() for phrase in line.split("|")) - {""}


SURE: Final = _phrases(
    """
    skip to content|skip to main content|skip to navigation|skip to main navigation|jump to content
    jump to navigation|advertisement|advertisements|advertisement - scroll to continue
    advertisement. scroll to continue reading|advertisement - continue reading below
    story continues below advertisement|article continues below|story continues
    article continues after advertisement|continue reading the main story|sponsored content|sponsored links
    paid content|learn more|read more|read full article|read the full story|read full story|show more|see more
    view more|load more|continue reading|click to enlarge|tap to enlarge|view image|view gallery
    open image in gallery|hide caption|toggle caption|share this article|share this story|share this page
    share this post|share this|share article|share on facebook|share on twitter|share on x|share on linkedin
    share on whatsapp|share on telegram|share on social media|share via email|share with your friends
    email this article|email this|print this page|print this article|print article|print page|copy link|copy url
    link copied|link copied to clipboard|copy link to clipboard|save article|bookmark this|save for later
    back to top|return to top|go to top|scroll to top|all rights reserved|rights and permissions|terms of use
    terms of service|terms and conditions|terms & conditions|privacy policy|privacy notice|cookie policy
    cookie settings|cookie preferences|manage cookies|accept cookies|accept all cookies|accept all|reject all
    privacy & cookies|contact us|about us|advertise with us|work with us|sign in|sign up|log in|log out|sign out
    create account|my account|subscribe|subscribe now|subscribe today|unsubscribe|sign up now|join our newsletter
    newsletter sign-up|newsletter|newsletters|related articles|related stories|related topics|related news
    related content|related posts|related links|more on this story|more from this section|more from the author
    more stories|more news|latest news|most read|most popular|most viewed|most shared|trending now
    recommended for you|you may also like|you might also like|recommended stories|editor's picks|editors' picks
    don't miss|read next|up next|next article|previous article|next post|previous post|next story|previous story
    leave a comment|leave a reply|post a comment|add a comment|add comment|view comments|show comments
    hide comments|join the conversation|be the first to comment|no comments|no comments yet|comments are closed
    loading|please wait|follow us|follow us on social media|connect with us|get the app|download the app
    support us|donate|donate now|image source|image caption|media caption|getty images|photo gallery|site map
    sitemap|rss feed|report an error|found an error|report a typo|send us a tip|listen to this article|watch now
    play video|play audio|this video is not available|video player is loading|enable javascript
    please enable javascript|open navigation menu|close menu|open menu|toggle navigation|toggle menu|main menu
    search this site|search for|font size|text size|you are here|skip advertisement|end of advertisement
    table of contents|in this article
    """
)
"""Whole lines, in lower case, that no running text has."""

BARS: Final = listed("""
    facebook twitter x linkedin whatsapp telegram viber vk vkontakte odnoklassniki pinterest reddit tumblr
    messenger instagram youtube email e-mail mail print share tweet pin pocket flipboard copy link rss save
    comment comments like likes follow us on via more this post article sms skype threads bluesky mastodon tiktok
    line
    """)
"""Words that bars of buttons are made of."""

BAR_HEADS: Final = listed("facebook twitter linkedin whatsapp telegram tweet share email print pinterest")
"""Of these a bar of buttons has at least one."""

MENU: Final = _phrases(
    """
    home|news|world|politics|economy|business|sport|sports|culture|opinion|opinions|video|videos|photo|photos
    gallery|about|about us|contact|contacts|contact us|search|menu|login|log in|sign in|register|subscribe
    newsletter|newsletters|archive|society|analysis|interview|interviews|region|regions|science|technology|tech
    health|travel|lifestyle|entertainment|arts|editorial|columns|columnists|blog|blogs|podcasts|podcast|live
    latest|latest news|top stories|breaking|markets|weather|tv|radio|multimedia|media|en|ru|az|am|hy|tr|eng|rus
    arm|aze|english|русский|azərbaycanca|հայերեն|türkçe|more|faq|help|donate|careers|jobs|advertise|privacy
    privacy policy|terms|terms of use|cookies|cookie policy|sitemap|rss|education|features|reports|publications
    events|shop|books|international|local|europe|asia|africa|americas|middle east|caucasus|south caucasus|facebook
    twitter|instagram|youtube|telegram|linkedin|share|print|email|comments|tags|categories|back|next|previous
    """
)
"""Items of menus, in lower case."""

LABELS: Final = re.compile(
    r"(?:read|see|watch|listen)(?:[ ](?:also|more|next|now|here))?[ ]?:|also[ ]read[ ]?:"
    r"|more[ ]on[ ]this(?:[ ]story)?[ ]?:"
    r"|(?:related|recommended)(?:[ ](?:articles?|stor(?:y|ies)|news|reading|posts?))?[ ]?:|don['’]t[ ]miss[ ]?:"
    r"|(?:tags|filed[ ]under|categories|posted[ ]in|topics|keywords)[ ]?:|(?:next|previous)[ ](?:article|post"
    r"|story)[ ]?:"
    r"|(?:file[ ])?(?:photos?|pictures?|images?|photograph)(?:[ ](?:credits?|courtesy|source|by|via"
    r"|caption))?[ ]?(?::|[ ]©)"
    r"|(?:photo|image|picture)[ ](?:courtesy[ ]of|credits?|©)|(?:image|media|photo)[ ](?:source|caption),?[ ]"
    r"|photo[ ]by[ ](?=[A-Z])"
    r"|file[ ](?:photo|picture|image)\b|file[ ][-–—][ ]|AP[ ]Photo/|(?:credit|caption)[ ]?:|©[ ]?\w"
    r"|image[ ]copyright[ ]"
    r"|reading[ ]time[ ]?:|(?:share|follow|like|find|join)[ ](?:us|this|it|article|story)?[ ]?(?:on"
    r"|via)[ ](?:facebook|twitter|telegram|x\b|instagram|youtube"
    r"|linkedin|whatsapp|google)",
    re.IGNORECASE,
)
"""How lines begin that name pictures, other articles or categories."""

SOURCE: Final = re.compile(r"(?:sources?|via)[ ]?:[ ]?\S.{0,59}[^.!?…]|source[ ]?:[ ]?\S{1,30}\.?", re.IGNORECASE)

COUNTS: Final = re.compile(
    r"[0-9][0-9.,]{0,9}[ ]?[KkMm]?[ ]?\+?[ ](?:comments?|shares|views|likes|retweets|reactions"
    r"|min(?:ute)?s?[ ]read|reads|replies)"
    r"|(?:comments?|shares|views|likes|reactions|replies)[ ]?[:(]?[ ]?[0-9][0-9.,]{0,9}[ ]?[KkMm]?\)?"
    r"|(?:estimated[ ])?reading[ ]time[ ]?:?[ ][0-9]{1,3}[ ]min(?:ute)?s?\.?",
    re.IGNORECASE,
)

COPYRIGHT: Final = re.compile(
    r"(?:copyright[ ]?)?©.{0,200}|(?:copyright[ ]?)?\(c\)[ ]?(?:copyright[ ])?[12][0-9]{3}\b.{0,80}"
    r"|copyright[ ](?:[12][0-9]{3}|[A-Z][\w.]*[ ][12][0-9]{3}).{0,200}|.{0,200}\ball rights reserved\b.{0,100}",
    re.IGNORECASE,
)

COOKIES: Final = re.compile(
    r"(?=.{0,400}\bcookies?\b)(?=.{0,400}\b(?:(?:we|site|website|page)[ ](?:also[ ])?uses?|consent|accept|browser"
    r"|policy|settings|experience|preferences|agree)\b)(?:we|this|by|our|accept|manage|reject|to|cookies?)\b.{0,400}",
    re.IGNORECASE,
)

PROMPTS: Final = re.compile(
    r"(?:sign[ ]up|subscribe|get[ ](?:the|our|breaking|all|daily|weekly|more|latest|news|unlimited|updates)\b"
    r"|enter[ ]your|join[ ]\w+"
    r"|follow|like[ ]us|support[ ](?:our|us|independent)|click[ ](?:here|to|on)|download[ ](?:our|the)|donate"
    r"|become[ ]an?\b"
    r"|stay[ ](?:informed|up|tuned|connected|updated|in[ ]touch)|receive[ ](?:our|the|daily|news)|want[ ](?:to"
    r"|more)|tap[ ]here"
    r"|thank[ ]you[ ]for[ ](?:signing|subscribing|reading)|please[ ](?:subscribe|enable|consider|support))"
    r"(?=.*(?:\bnewsletter|\binbox\b|\be-?mails?\b|\bapp\b|\bchannel\b|\btelegram\b|\bfacebook\b|\btwitter\b"
    r"|\binstagram\b|\byoutube\b"
    r"|\bwhatsapp\b|\bupdates\b|\bnotifications?\b|\bsubscri|\bour journalism\b|\balerts\b|\bpodcasts?\b"
    r"|\bunlimited\b|\bjavascript\b"
    r"|\bgoogle news\b)).{0,300}",
    re.IGNORECASE,
)

PAGE: Final = re.compile(
    r"[-–—][ ]?[0-9]{1,4}[ ]?[-–—]|[\[(<|]?\s?P(?:age|AGE)[ ][0-9]{1,4}(?:[ ]?"
    r"(?:of|OF|/)[ ]?[0-9]{1,4})?\s?[\])>|]?|[0-9]{1,4}[ ]?\|[ ]?P(?:age|AGE)"
)
"""Lines that hold nothing but the number of a page, and say so."""

NUMBER: Final = re.compile(
    r"[0-9]{1,3}|[ivxl]{1,7}|pp?\.[ ]?[0-9]{1,4}|page[ ][0-9]{1,4}|[0-9]{1,3}[ ]of[ ][0-9]{1,3}|[0-9]{1,2}/[0-9]{1,3}"
)
ACCOUNTS: Final = re.compile(
    r"(?:[#@][\w.]{2,60}|https?://\S{1,500}|www\.\S{1,500}|\W{1,3})(?:\s+(?:[#@][\w.]{2,60}|https?://\S{1,500}"
    r"|\W{1,3}))*"
)

OPENINGS: Final = listed("""
    skip jump advertisement advertisements advertising article story continue sponsored paid learn read show see
    view load click tap open hide toggle share email print copy link save bookmark back return go scroll all
    rights terms privacy cookie cookies manage accept reject contact about advertise work sign log create my
    subscribe unsubscribe join newsletter newsletters related more latest most trending recommended you editor's
    editors' don't don’t up next previous leave post add be no comments comment loading please follow connect get
    download support donate image media getty photo photos picture pictures photograph site sitemap rss report
    found send listen watch play this video enable close main search font text table in facebook twitter x
    linkedin whatsapp telegram viber vk tweet pin pinterest e-mail mail home news menu world politics also tags
    filed categories posted topics keywords file ap credit caption reading likes like shares views find source
    sources via reactions replies estimated copyright © (c) we by our to enter become stay receive want thank page
    pg p. [page (page <page instagram youtube end
    """)
"""First words of lines worth a closer look."""

LONG_OPENINGS: Final = listed(
    """
    read see watch listen also more related recommended don't don’t tags filed categories posted topics keywords next
    previous file photo photos picture pictures photograph image images media ap credit caption share follow like find
    join source sources via copyright © (c) we this by our accept manage reject to cookie cookies sign subscribe get
    enter support click download donate become stay receive want tap thank please home news skip
    """
)
"""First words of lines that may be longer than a few words."""
