"""The words by which a letter's parts are known: of posts, of organizations, of places, between names."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLE_WORDS = _words(
    """
    president vice chairman chairwoman chairperson chair chairs co-chair co-chairs cochair chancellor
    secretary undersecretary under-secretary administrator commissioner commissioners director directors
    deputy assistant associate acting interim general attorney solicitor counsel senator senators sen
    representative representatives rep congressman congresswoman congressmember delegate assemblyman
    assemblywoman assemblymember assembly-member governor gov lieutenant lt mayor councilman councilwoman
    councilmember councillor councilor alderman alderwoman supervisor member members minister premier
    prime ambassador judge justice magistrate sheriff chief captain colonel major commander admiral
    sergeant brigadier professor prof lecturer dean provost rector fellow scientist researcher physician
    nurse teacher principal superintendent ceo cfo coo cto cio evp svp vp executive officer founder
    co-founder cofounder owner partner manager managing coordinator organizer treasurer trustee trustees
    speaker leader whip ranking majority minority emeritus emerita editor publisher author pastor bishop
    archbishop cardinal rabbi imam reverend engineer analyst advisor adviser advocate consultant
    spokesperson ombudsman comptroller controller auditor inspector registrar clerk warden mp mep mla msp
    ms td lord lady baron baroness viscount viscountess earl duke duchess esquire president-elect laureate
    head chairperson-elect regent curator archivist librarian producer res comm sens reps senadores col
    capt gen sgt cpt maj adm brig atty asst prosecutor coroner assessor marshal constable postmaster
    steward policymaker convener convenor moderator elder presidente presidenta ministro ministra director
    directora gobernador gobernadora senador senadora diputado diputada alcalde alcaldesa secretario
    secretaria président présidente ministre député députée
    """
)
"""Words that say which post somebody holds."""

OFFICE_FILLERS = _words(
    """
    of the for and at in to on & - – — u.s. us united states state house senate congress senatorial
    federal national international democratic republican independent district county city commonwealth
    department office committee subcommittee caucus foreign policy affairs public private health education
    human former first second third senior junior joint global north south east west northern southern
    eastern western american americas regional local legislative government external internal legal
    medical research pro tempore tem de del la las los para du des et
    """
)
"""Words that stand among the words of a post, and say nothing by themselves."""

ORGANIZATION_WORDS = _words(
    """
    association associations union unions coalition network alliance federation confederation foundation
    institute institution university college school academy society council councils committee
    subcommittee commission department agency administration bureau center centre centers company
    corporation corp inc llc llp ltd plc co lp gmbh ag sa group holdings partners partnership partnerships
    trust fund bank church diocese ministry ministries conference congress league club chamber project
    campaign initiative program programme services service systems solutions hospital hospitals clinic
    library museum press media news times tribune house senate parliament assembly board authority party
    movement action forum international worldwide education technologies technology industries enterprises
    capital ventures labs laboratory laboratories consortium collaborative cooperative co-op exchange
    guild local brotherhood chapter caucus organization organisation organizations watch defenders defense
    rights justice voices citizens workers women youth veterans farmers nurses teachers physicians lawyers
    students advocates friends now task force office studio archdiocese synod convention temple mosque
    synagogue fellowship families neighbors research policy
    """
)
"""Words that are part of the names of organizations more often than of people."""

STRONG = _words(
    """
    association associations union unions coalition network alliance federation foundation institute
    university college inc llc llp ltd corp corporation company council department agency committee
    subcommittee commission church diocese league conference society consortium centers collaborative
    bureau campaign organization ministries archdiocese brotherhood partnership institution academy
    hospital district confederation
    """
)
"""Words that make a name an organization's wherever they stand."""

PARTICLES = _words(
    """
    t i de da das do dos del della di du van von der den la las le los el al bin ibn ben ter ten st y e
    """
)
"""Small words within the names of people."""

NOBLE = _words(
    """
    lord lady baron baroness viscount viscountess earl duke duchess
    """
)
"""Titles of nobility, which stay with the name."""

LINKS = _words(
    """
    of the for and in on at to against with by de la del du des y et e und für an a
    """
)
"""Small words within the names of organizations."""

SOMETIMES_NAMES = _words(
    """
    baron baroness lady duchess sister brother major judge dean justice bishop general clerk warden duke
    earl lord head curator pastor chancellor marshal marshall
    """
)
"""Words of posts that are family names and given names too."""

COMPOUND_POSTS = frozenset(
    {
        "attorney general", "major general", "brigadier general", "lieutenant general", "chief justice",
        "associate justice", "chief judge", "solicitor general", "surgeon general", "adjutant general",
        "inspector general", "secretary general", "auxiliary bishop", "associate dean",
        "district judge",
    }
)  # fmt: skip
"""Posts of two words of which the second is a name too."""

NO_FIRST = _words(
    """
    the and of for in on at by re via cc from to with all our we this that these no on behalf attn
    attention dear page office united state city county district house enclosure enclosures attachment
    attachments city sincerely respectfully thank signed
    """
)
"""Words with which no name of a person begins."""

NO_LAST = _words(
    """
    of and for the in at by
    """
)
"""Words with which no name ends."""

NO_NAMES = _words(
    """
    united states enclosure enclosures attachment p.o re cc via fax phone email tel inc llc llp corp
    co-signed signed behalf sincerely respectfully page
    """
)
"""Words that are in no name of a person."""

BEGINS = _words(
    """
    chairman chairwoman chair chairperson ranking vice secretary administrator director commissioner
    speaker majority minority president governor attorney acting deputy senator representative member
    minister
    """
)
"""Words with which posts in an address begin."""

HEADS = _words(
    """
    name names title titles business organization organisation affiliation state office institution
    company position city party district signature date country department role
    """
)
"""Words at the heads of the columns of a table of signatures."""
