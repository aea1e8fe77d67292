/// The words by which `ScoredPersons` tells what a sentence does, in English, German and Indonesian.
extension ScoredPersons {
    /// Persons, and words that stand for whoever is meant.
    static let holders = LexiconTable([
        (.persons, Lexicon.list(Lexicon.persons)),
        (
            .persons,
            Lexicon.list(
                """
                nobody, no one, noone, those who, those whose, everyone, everybody, whoever, anyone, all who, client, patient,
                cyclist, motorist, niemand, jemand, wer, alle, siapa, siapapun, barangsiapa, mereka
                """)
        ),
    ])

    /// Words that ask for whoever has something, without `who`.
    static let owners: Set<String> = ["whoever", "wer", "siapa", "siapapun", "barangsiapa"]

    /// What leads from persons to what they have. `s` is what is left of `tenant's`.
    static let links: Set<String> = [
        "with", "without", "whose", "who", "that", "having", "scoring", "scored", "rated", "ranked", "graded", "s",
        "mit",
        "ohne", "deren", "dessen", "die", "der", "das", "den", "dengan", "tanpa", "yang",
    ]
    static let havings: Set<String> = ["has", "have", "had", "hat", "haben", "punya"]
    /// What may stand between a thing and its score.
    static let fillers: Set<String> = [
        "is", "are", "be", "s", "was", "not", "never", "has", "have", "had", "a", "the", "no", "its", "one", "only",
        "low", "high",
    ]
    static let comparisons: Set<String> = [
        "below", "under", "beneath", "above", "over", "fewer", "less", "more", "enough", "few", "insufficient", "too",
        "unter", "uber", "weniger", "genug", "wenig", "bawah", "kurang", "cukup",
    ]
    /// `residents score the place` gives them none, nor do `people ranked nowhere`.
    static let verbs: Set<String> = ["score", "rate", "rank", "scored", "rated", "ranked"]
    static let prepositions: Set<String> = ["of", "in", "at", "from", "on", "an", "di", "dari"]
    static let ours: Set<String> = ["this", "the", "our", "diesem", "dieser", "unserem"]
    static let points: Set<String> = ["point", "points", "punkt", "punkte", "punkten", "poin"]
    static let grades: Set<String> = [
        "low", "lowly", "lower", "lowest", "bad", "badly", "worse", "worst", "poor", "poorly", "weak", "negative",
        "high",
        "highly", "higher", "good", "well", "better", "best", "top", "bottom", "insufficient", "schlecht", "schlechte",
        "schlechter", "schlechten", "niedrig", "niedrige", "niedriger", "niedrigen", "gute", "guter", "guten",
    ]
    static let scores = LexiconTable([
        (
            .persons,
            Lexicon.list(
                """
                score, scored, scoring, rated, rating, ranked, ranking, rank, reputation, punktzahl*, punktestand*, bewertung*,
                bewertet*, wertung, skor, peringkat, penilaian, dinilai
                """)
        )
    ])

    /// What may have a score.
    static let things = LexiconTable([
        (
            .persons,
            Lexicon.list(
                """
                place, event, lane, door, gate, exit, entrance, square, camera, site, street, ort, orte, orten, ereignis*,
                tempat, lokasi, kejadian, peristiwa
                """)
        )
    ])

    /// What is done to persons, or kept from them.
    static let harms = LexiconTable([
        (
            .sanctions,
            Lexicon.list(
                """
                ban, banned, bans, banning, bar, barred, refuse, refused, refusing, deny, denied, denying, exclude, excluded,
                excluding, evict*, expel*, reject, rejected, turned away, turn away, sent away, kept out, keep out, lock out,
                locked out, shut out, lose, forfeit, punish*, fined, suspend, suspended, dismiss, dismissed, blacklist*, verweiger*,
                verwehr*, ausgeschlossen, abgewiesen, gesperrt, bestraf*, dilarang, ditolak, dihukum, diusir
                """)
        )
    ])

    /// What somebody is kept from when it is denied.
    static let grants = LexiconTable([
        (
            .sanctions,
            Lexicon.list(
                """
                enter, entering, entry, access, service, served, serve, admitted, admission, admit, allowed, permitted, welcome,
                let, use, visit, come, stay, rent, receive, get, zutritt, zugang, betreten, hinein, rein, bedient, eingelassen,
                masuk, boleh, dilayani, diizinkan
                """)
        )
    ])
}
