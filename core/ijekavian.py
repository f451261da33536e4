"""Serbian in Latin letters, as it is said in Montenegro: the words of the libraries in ijekavian.

Only for what comes from elsewhere: CLDR and the catalogues of Django and allauth know no
Montenegrin. What we write ourselves is translated by people.
"""

import re

# The beginning of a word or all of it (with \b at its end), and what stands for it. The longer
# of two beginnings comes first.
_WORDS = """
bezbed:bezbjed beležen:bilježen belešk:bilješk beli\\b:bijeli belorus:bjelorus cel(?=[aiou]):cijel
cele:cijele dela\\b:djela delo:djelo delu\\b:dijelu delov:dijelov dodeljiv:dodjeljiv
dodeljen:dodijeljen dodel:dodijel donet:donijet drugde:drugdje dve\\b:dvije gde\\b:gdje
isec:isijec izmenjen:izmijenjen izmeni:izmijeni izmen:izmjen izvešt:izvješt lev(?=[aiou]\\b):lijev
menja:mijenja mere\\b:mjere mesec:mjesec mest:mjest namer:namjer nedelj:nedjelj nemačk:njemačk
nesuspel:neuspjel neuspel:neuspjel neuspeš:neuspješ nigde:nigdje obavešten\\b:obaviješten
obavešt:obavješt odelj:odjelj ovde:ovdje podel:podijel podnet:podnijet podnel:podnijel
podset:podsjet pomer:pomjer ponedelj:ponedjelj poset:posjet poslednj:posljednj posle\\b:poslije
poverljiv:povjerljiv pre\\b:prije premest:premjest primenjen:primijenjen primen:primjen
primer:primjer promenjen:promijenjen promeni:promijeni promen:promjen prosled:proslijed
prover:provjer redosled:redoslijed reč(?=[i]?\\b|ima|ju):riječ rešen:riješen sever:sjever
slede:sljede smernic:smjernic sreda\\b:srijeda sredu\\b:srijedu sre\\b:sri svetl:svijetl
umesto:umjesto umetn:umjetn unapred:unaprijed unet:unijet uspel:uspjel uspeš:uspješ uvek:uvijek
verovat:vjerovat veruj:vjeruj vešt:vješt vežb:vježb vide(?=[lt]):vidje vrednost:vrijednost
vreme\\b:vrijeme zamen:zamjen zahteva(?=[jlm]):zahtijeva zahtev:zahtjev
zlonamern:zlonamjern želel:željel
"""
_STEMS = [pair.split(":") for pair in _WORDS.split()]
_EKAVIAN = re.compile(r"\b(?:" + "|".join(f"({stem})" for stem, _to in _STEMS) + ")", re.I)


def to_ijekavian(text: str) -> str:
    """“Nedelja, pre 2 meseca” → “Nedjelja, prije 2 mjeseca”; what it does not know stays."""

    def replaced(match: re.Match) -> str:
        word = _STEMS[match.lastindex - 1][1].replace("\\b", "")
        if match[0].isupper() and len(match[0]) > 1:
            return word.upper()
        return word.capitalize() if match[0][0].isupper() else word

    return _EKAVIAN.sub(replaced, text)
