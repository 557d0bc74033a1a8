"""The phrases by which a line shows what part of a letter it is."""

import re

HONORIFICS = re.compile(
    r"(?:(?:The\s+)?(?:Right\s+|Rt\.?\s+|Most\s+|Very\s+)?(?:Honou?rable|Hon\b\.?|Reverend|Rev\b\.?)"
    r"|(?:His|Her|Their|Your)\s+(?:Excellency|Eminence|Majesty|Grace|Honou?r)"
    r"|Mr\b\.?|Mrs\b\.?|Ms\b\.?|Mx\b\.?|Miss|Messrs\b\.?|Dr\b\.?|Prof\b\.?|Sir|Dame|H\.E\.|Sister"
    r"|Brother|Father|Mother|Fr\."
    r"|Sra?\b\.?|Monsieur|Madame|Mme\b\.?|Herr|Frau|Señora?)\s+(?=\S)",
    re.IGNORECASE,
)
"""What stands before a name and is no part of it."""

SUFFIX = re.compile(
    r"(?:Jr|Sr|JR|SR|II|III|IV|V|Esq|Esquire|Ret|M\.?D|Ph\.?\s?D|D\.?O|R\.?N|J\.?D|M\.?P\.?H|M\.?B\.?A"
    r"|D\.?V\.?M|D\.?D\.?S"
    r"|D\.?D|Ed\.?D|LL\.?M|LL\.?B|M\.S|M\.A|B\.?A|M\.?Div|Dr\.?P\.?H|Sc\.?D|M\.?S\.?W|L\.?C\.?S\.?W"
    r"|C\.?P\.?A|P\.?E"
    r"|F\.?A\.?C\.?P|F\.?R\.?S|F\.?A\.?A\.?P|Psy\.?D|Pharm\.?D|M\.?P\.?P|M\.?P\.?A|M\.?Ed|Q\.?C|K\.?C"
    r"|S\.?J|O\.?P"
    r"|(?!D\.C\b|U\.S\b|U\.K\b|N\.Y\b|U\.N\b)(?:[A-Z]\.){1,4}[A-Z]\.?|PharmD|PsyD|MScEd|M\.?Sc|CNM|RDN"
    r"|CHES|LPC|LMFT|PA-C"
    r"|CBE|OBE|MBE|KBE|DBE|M\.?P|M\.?L\.?A|NP|APRN|FNP|MSN|BSN|DNP|CNM|FACS|FACOG|FAAN|FAAFP|DrPH|AICP"
    r"|FAIA)\.?$",
)
"""What may follow a name behind a comma and still be part of it."""

CLOSING = re.compile(
    r"(?:(?:(?:very|most|yours?|with|and|in|our|my|best|kind|kindest|warm|warmest|deep|deepest|great"
    r"|greatest|high|highest"
    r"|sincere|sincerest|personal|profound|continued|heartfelt|utmost|every|good|for|the|all|faithfully"
    r"|respectfully"
    r"|sincerely|truly|fraternally|cordially)\s+)*"
    r"(?:sincerely|respectfully|truly|faithfully|cordially|fraternally|gratefully|regards|respect"
    r"|respects|wishes"
    r"|appreciation|gratitude|thanks|esteem|solidarity|unity|partnership|hope|peace|service|faith"
    r"|friendship|community"
    r"|yours|submitted|consideration|care|liberty|freedom|christ|prayer|urgency|concern|love|admiration)"
    r"(?:\s+(?:yours?|submitted|and\s+\w+|always|ever|etc\.?|signed|in\s+\w+))*"
    r"|god bless(?: you| america)?|onward|semper fi(?:delis)?"
    r"|thank(?:s| you)(?: so much| very much)?(?: (?:again )?(?:for|in advance)\b[^.?!:;]{0,60})?"
    r"|(?:muy\s+)?(?:atentamente|respetuosamente|sinceramente|cordialmente)|saludos(?:\s+cordiales)?"
    r"|(?:bien\s+)?(?:cordialement|respectueusement|sincèrement)|veuillez agréer[^.;]{0,140}"
    r"|mit (?:freundlichen|besten|herzlichen) grüßen|hochachtungsvoll|atenciosamente|respeitosamente"
    r"|\(?signed\)?)\s*[,.:;—–-]*",
    re.IGNORECASE,
)
"""A whole line that closes a letter."""

SALUTATION = re.compile(
    r"(?:my\s+)?(?:dear|dearest|esteemed|distinguished|honou?red|respected|estimad[oa]s?|querid[oa]s?"
    r"|chère?s?|distinguid[oa]s?"
    r"|sehr geehrte[rs]?|liebe[r]?|prezad[oa]s?|greetings)\b",
    re.IGNORECASE,
)

ADDRESSED = re.compile(
    r"(?:to (?:the|whom|our|all|my|every|members|his|her)\b|mr\b|mrs\b|ms\b|madam|madame|sir\b|sirs\b"
    r"|gentle|ladies|your (?:excellency|honor|honour|eminence|majesty|grace|holiness)"
    r"|honou?rable|members of|fellow|friends|colleagues|senators?\b|representatives?\b|governors?\b"
    r"|secretary|president|chair|speaker"
    r"|commissioners?\b|administrator|director|mayor|dr\b|minister|prime minister|attorney general"
    r"|leaders?\b|good (?:morning|day)"
    r"|mesdames|messieurs|monsieur|señor|señora|herr|frau|excelent[íi]sim|hon\b|judge|justice|council"
    r"|chancellor|ambassador|general\b|congress)",
    re.IGNORECASE,
)

VIA = re.compile(
    r"(?:(?:sent|submitted|delivered|transmitted)\s+)*(?:via\b|by\s+(?=e-?mail|electronic|fax|facsimile"
    r"|mail|hand|courier|post|first|certified|registered|overnight|fedex|ups|messenger"
    r"|u\.?s))[\s:]*(?:\S+\s?){1,14}|(?:immediate (?:attention|action) requested|time[- ]sensitive"
    r"|urgent|confidential|personal and confidential"
    r"|hand[- ]delivered|for immediate attention|action requested|por correo electrónico"
    r"|certified mail.*|(?:electronic|e-?mail|fax|facsimile) (?:transmission|delivery).*)",
    re.IGNORECASE,
)
"""A line that says how a letter was sent."""

AFFILIATED = re.compile(
    r"\(?(?:institutional\s+)?(?:affiliations?|titles|organizations"
    r"|institutions)\b.{0,60}\b(?:identification|for information)\b.*",
    re.IGNORECASE,
)
"""The remark that affiliations are given for identification only."""

LABEL = re.compile(
    r"\s*(?P<label>to|from|cc|c\.c\.|bcc|date|re|in\s+re|subject|subj|ref|reference|regarding|attn"
    r"|attention|via|through|para|de|a|asunto|fecha|objet)\s*(?P<sign>:|\.(?=\s))",
    re.IGNORECASE,
)

CUE = re.compile(
    r".*\bfollow(?:s|ing)\b.*\b(?:text|letter|statement)\b[^.]{0,40}:|.*\bfollowing (?:letter|statement"
    r"|text|declaration)\b.{0,60}|.*\b(?:text|letter|statement|copy)\b.*\b(?:follow(?:s|ing)?|below"
    r"|reads?|here)\b[^.]{0,40}[:.]?|(?:the\s+)?(?:full\s+)?text of (?:the|their|this)?\s*(?:letter"
    r"|statement).*"
    r"|(?:begin|start)(?:ning)?\s+(?:of\s+)?(?:text|letter).*|(?:full\s+)?(?:letter|text)(?:\s+text)?:"
    r"|[-–—_=*~#\s]{3,}",
    re.IGNORECASE,
)

OPEN_LETTER = re.compile(r"(?:an )?open letter\b", re.IGNORECASE)

RELEASE_END = re.compile(
    r"(?:#\s*){2,}|-+\s*30\s*-+|[-–—*\s]*(?:end|ends|end of (?:text|letter|statement)"
    r"|end text)[-–—*.\s]*|(?:for )?(?:press|media|news)?\s*(?:contact[os]?s?"
    r"|inquiries)(?:\s+information)?\s*:.*"
    r"|for (?:more|further|additional) information.*|about (?:the|our)\s.*|(?:background|note to editors"
    r"|editor['’]s note|notes to editors|share this|print this|back to top|related|tags?)\b:?.{0,60}"
    r"|(?:next|previous) (?:article|post|release|story|page)\b.{0,60}|permalink(?: to .*)?"
    r"|(?:issues?|topics?|tags?|categor(?:y|ies)|filed under|posted(?: in| on)?|permalink|phone|fax|tel"
    r"|share|e-?mail)\s*:.*"
    r"|(?:\*\s*){3,}|(?:share|tweet|like|sign up|subscribe|follow us|skip to|print|email this)\b.{0,40}",
    re.IGNORECASE,
)

COPIES = re.compile(
    r"\s*(?:(?:b?cc|c\.\s?c\.?|cop(?:y|ies)(?:\s+to)?|with (?:a )?cop(?:y|ies) to|carbon copy"
    r"|con copia a|copie(?: à)?)(?:\s*\([^)]{0,40}\))?\s*(?:[:;]|\.(?=\s)|\s(?=(?-i:[A-Z])))|c\s*:(?=\s))",
    re.IGNORECASE,
)

ENCLOSED = re.compile(
    r"\s*\(?(?:encl(?:osed|osures?)?|enc|attachments?|attached|anexos?)\b[\s.:(\d)]*.{0,90}", re.IGNORECASE
)

POSTSCRIPT = re.compile(r"\s*P\.?\s?P?\.?\s?S\.?[\s:.—–-]")

SIGNED_BY = re.compile(
    r"(?:in order of signing|(?:signed|co-?signed|signatures?|signatories|signers|co-?signers"
    r"|undersigned|signed by|list of (?:signatories|signers)|the undersigned|endorsed by"
    r"|supporting organizations|"
    r"(?:additional|other|organizational|individual|initial|current|full list of|all)\s+(?:signatories"
    r"|signers|signatures|co-?signers|organizations)(?:\s+include)?|"
    r"(?:national|state|local|international|regional|state and local|state/local|federal|tribal"
    r"|community)\s+organizations)\b[^.;]{0,80})[:,.]?"
    r"|on behalf of(?: the (?:undersigned|following)(?: organizations)?)?[:,]?"
    r"|we,? the undersigned.{0,40}[:,]",
    re.IGNORECASE,
)

SUBJECT = re.compile(
    r"\s*[*_]*(?:(?-i:R[Ee])\s+(?=[A-Z])(?!:)|(?P<label>re|in\s+re|in the matter of|subject|subj|ref"
    r"|reference|regarding|asunto|objet|betreff)\b\.?\s*[*_]*[:–—-]+[*_]*\s*)",
    re.IGNORECASE,
)
