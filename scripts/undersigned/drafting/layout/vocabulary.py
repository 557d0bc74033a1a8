"""The words by which a letter's parts are known: honorifics, offices, kinds of organizations, closings."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HONORIFICS = re.compile(
    r"(?:(?:The\s+)?(?:Right\s+|Rt\.?\s+|Most\s+|Very\s+)?(?:Honou?rable|Hon\b\.?|Reverend|Rev\b\.?)"
    r"|(?:His|Her|Their|Your)\s+(?:Excellency|Eminence|Majesty|Grace|Honou?r)"
    r"|Mr\b\.?|Mrs\b\.?|Ms\b\.?|Mx\b\.?|Miss|Messrs\b\.?|Dr\b\.?|Prof\b\.?|Sir|Dame|H\.E\.|Sister"
    r"|Brother|Father|Mother|Fr\."
    r"|Sra?\b\.?|Monsieur|Madame|Mme\b\.?|Herr|Frau|Señora?)\s+(?=\S)",
    re.IGNORECASE,
)
"""What stands before a name and is no part of it."""

TITLE_WORDS = _words(
    """
    president vice chairman chairwoman chairperson chair chairs co-chair co-chairs cochair chancellor
    secretary undersecretary under-secretary administrator commissioner commissioners director directors
    deputy assistant associate acting interim general attorney solicitor counsel senator senators sen
    representative representatives rep congressman congresswoman congressmember delegate assemblyman
    assemblywoman assemblymember assembly-member governor gov lieutenant lt mayor councilman councilwoman
    councilmember councillor councilor alderman alderwoman supervisor member members minister premier prime
    ambassador judge justice magistrate sheriff chief captain colonel major commander admiral sergeant brigadier
    professor prof lecturer dean provost rector fellow scientist researcher physician nurse teacher principal
    superintendent ceo cfo coo cto cio evp svp vp executive officer founder co-founder cofounder owner partner
    manager managing coordinator organizer treasurer trustee trustees speaker leader whip ranking majority
    minority emeritus emerita editor publisher author pastor bishop archbishop cardinal rabbi imam reverend
    engineer analyst advisor adviser advocate consultant spokesperson ombudsman comptroller controller auditor
    inspector registrar clerk warden mp mep mla msp ms td lord lady baron baroness viscount viscountess earl duke duchess esquire
    president-elect laureate head chairperson-elect regent curator archivist librarian producer
    res comm sens reps senadores col capt gen sgt cpt maj adm brig atty asst prosecutor coroner assessor marshal constable
    postmaster steward policymaker convener convenor moderator elder
    presidente presidenta ministro ministra director directora gobernador gobernadora senador senadora
    diputado diputada alcalde alcaldesa secretario secretaria président présidente ministre député députée
    """
)
"""Words that say which post somebody holds."""

OFFICE_FILLERS = _words(
    """
    of the for and at in to on & - – — u.s. us united states state house senate congress senatorial federal
    national international democratic republican independent district county city commonwealth department
    office committee subcommittee caucus foreign policy affairs public private health education human former
    first second third senior junior joint global north south east west northern southern eastern western
    american americas regional local legislative government external internal legal medical research pro
    tempore tem de del la las los para du des et
    """
)
"""Words that stand among the words of a post, and say nothing by themselves."""

ORGANIZATION_WORDS = _words(
    """
    association associations union unions coalition network alliance federation confederation foundation
    institute institution university college school academy society council councils committee subcommittee
    commission department agency administration bureau center centre centers company corporation corp inc llc
    llp ltd plc co lp gmbh ag sa group holdings partners partnership partnerships trust fund bank church diocese
    ministry ministries conference congress league club chamber project campaign initiative program programme
    services service systems solutions hospital hospitals clinic library museum press media news times tribune
    house senate parliament assembly board authority party movement action forum international worldwide
    education technologies technology industries enterprises capital ventures labs laboratory laboratories
    consortium collaborative cooperative co-op exchange guild local brotherhood chapter caucus organization
    organisation organizations watch defenders defense rights justice voices citizens workers women youth
    veterans farmers nurses teachers physicians lawyers students advocates friends now task force office studio
    archdiocese synod convention temple mosque synagogue fellowship families neighbors research policy
    """
)
"""Words that are part of the names of organizations more often than of people."""

PARTICLES = _words(
    "t i de da das do dos del della di du van von der den la las le los el al bin ibn ben ter ten st y e"
)
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

STREET = re.compile(
    r"(?:^(?=.*\d).*\b(?:street|avenue|ave|road|rd|boulevard|blvd|drive|lane|suite|ste|floor|fl|room|rm"
    r"|plaza|square|parkway|pkwy|highway|hwy"
    r"|court|circle|broadway|building|bldg|terrace|way|unit|place|wharf|row|pike|trail|apt|st)\b"
    r"|\bp\.?\s?o\.?\s+box|\bpost office box|\bmail\s?(?:stop|code)|\bapartado"
    r"|\bhouse office|\boffice building\b|\b(?:state|united states|u\.s\.) capitol\b"
    r"|\b[A-Z]{2}\.?\s+\d{5}(?:-\d{4})?\b|^\d+\s+[\w.'’-]+(?:\s+[\w.'’-]+){0,4}$|\b\d{5}(?:-\d{4})?$"
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s+\d[A-Z]\d\b|^washington,?\s+d\.?\s?c\.?$"
    r"|^(?:the\s+)?white house$|^one\s+\w+\s+(?:plaza|square|center)\b|^(?:france|canada|united kingdom"
    r"|germany|switzerland|belgium|ireland|mexico|spain)$)",
    re.IGNORECASE,
)
"""A line of a postal address."""

CONTACT = re.compile(
    r"(?:\b(?:tel|telephone|phone|fax|facsimile|e-?mail|web|website|www)\b\s*[.:(]"
    r"|\(\d{3}\)\s*\d{3}[-. ]\d{4}|\b\d{3}[-./]\d{3}[-.]\d{4}\b"
    r"|\bwww\.|https?://|\S+@\S+\.\w+)",
    re.IGNORECASE,
)
"""A line with a telephone number or an address on the web."""

AFFILIATED = re.compile(
    r"\(?(?:institutional\s+)?(?:affiliations?|titles|organizations"
    r"|institutions)\b.{0,60}\b(?:identification|for information)\b.*",
    re.IGNORECASE,
)
"""The remark that affiliations are given for identification only."""

STATES = {
    "Alabama": "AL", "Alaska": "AK", "Arizona": "AZ", "Arkansas": "AR", "California": "CA", "Colorado": "CO",
    "Connecticut": "CT", "Delaware": "DE", "District of Columbia": "DC", "Florida": "FL", "Georgia": "GA",
    "Hawaii": "HI", "Hawai'i": "HI", "Idaho": "ID", "Illinois": "IL", "Indiana": "IN", "Iowa": "IA", "Kansas": "KS",
    "Kentucky": "KY", "Louisiana": "LA", "Maine": "ME", "Maryland": "MD", "Massachusetts": "MA", "Michigan": "MI",
    "Minnesota": "MN", "Mississippi": "MS", "Missouri": "MO", "Montana": "MT", "Nebraska": "NE", "Nevada": "NV",
    "New Hampshire": "NH", "New Jersey": "NJ", "New Mexico": "NM", "New York": "NY", "North Carolina": "NC",
    "North Dakota": "ND", "Ohio": "OH", "Oklahoma": "OK", "Oregon": "OR", "Pennsylvania": "PA",
    "Rhode Island": "RI", "South Carolina": "SC", "South Dakota": "SD", "Tennessee": "TN", "Texas": "TX",
    "Utah": "UT", "Vermont": "VT", "Virginia": "VA", "Washington": "WA", "West Virginia": "WV",
    "Wisconsin": "WI", "Wyoming": "WY", "American Samoa": "AS", "Guam": "GU", "Northern Mariana Islands": "MP",
    "Puerto Rico": "PR", "Virgin Islands": "VI", "U.S. Virgin Islands": "VI",
}  # fmt: skip
"""The states, the district and the territories, with the second half of their ISO 3166-2 codes."""
