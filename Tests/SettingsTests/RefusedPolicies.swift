/// Policies that are refused: what follows the head of five lines, where, the word, and what it is about.
enum RefusedPolicies {
    static let fine = "behaviours: [{behaviour: motion, level: low}]\n"

    /// Names of ours: keys, behaviours, consequences, measures, ids.
    static let names: [(yaml: String, at: String, word: String, topic: String)] = [
        ("behaviours: [{behaviour: motion, level: low, persons: [a]}]", "6:46", "persons", "persons"),
        ("behaviours: [{behaviour: worship, level: low}]", "6:26", "worship", "worship"),
        ("behaviours: [{behaviour: prayer, level: low}]", "6:26", "prayer", "worship"),
        ("behaviours: [{behaviour: praying-in-public, level: low}]", "6:26", "praying", "worship"),
        ("behaviours: [{behaviour: assembly, level: high}]", "6:26", "assembly", "assembly"),
        ("behaviours: [{behaviour: protest, level: high}]", "6:26", "protest", "assembly"),
        ("behaviours: [{behaviour: protesters-present, level: high}]", "6:26", "protesters", "assembly"),
        ("behaviours: [{behaviour: demonstration, level: high}]", "6:26", "demonstration", "assembly"),
        ("behaviours: [{behaviour: gatherings, level: high}]", "6:26", "gatherings", "assembly"),
        ("behaviours: [{behaviour: strike, level: high}]", "6:26", "strike", "assembly"),
        ("behaviours: [{behaviour: unjuk-rasa, level: high}]", "6:26", "unjuk", "assembly"),
        ("behaviours: [{behaviour: kundgebung, level: high}]", "6:26", "kundgebung", "assembly"),
        ("behaviours: [{behaviour: speech, level: low}]", "6:26", "speech", "expression"),
        ("behaviours: [{behaviour: shouting-slogans, level: low}]", "6:26", "slogans", "expression"),
        ("behaviours: [{behaviour: political-banner, level: low}]", "6:26", "political", "expression"),
        ("behaviours: [{behaviour: criticism, level: low, opinions: 1}]", "6:49", "opinions", "expression"),
        ("behaviours: [{behaviour: face-recognised, level: low}]", "6:26", "face", "identity"),
        ("behaviours: [{behaviour: facial-match, level: low}]", "6:26", "facial", "identity"),
        ("behaviours: [{behaviour: person-identified, level: low}]", "6:26", "person", "persons"),
        ("behaviours: [{behaviour: motion, level: low, plate: B}]", "6:46", "plate", "identity"),
        ("behaviours: [{behaviour: motion, level: low, id: numberPlates}]", "6:50", "number", "identity"),
        ("behaviours: [{behaviour: motion, level: low, id: gait}]", "6:50", "gait", "identity"),
        ("behaviours: [{behaviour: motion, level: low, id: wajah}]", "6:50", "wajah", "identity"),
        ("behaviours: [{behaviour: motion, level: low, id: ageGroup}]", "6:50", "age", "groups of persons"),
        ("behaviours: [{behaviour: motion, level: low, id: age_group}]", "6:50", "age", "groups of persons"),
        ("behaviours: [{behaviour: motion, level: low, id: AGE}]", "6:50", "AGE", "groups of persons"),
        ("behaviours: [{behaviour: motion, level: low, id: women}]", "6:50", "women", "groups of persons"),
        ("behaviours: [{behaviour: motion, level: low, id: ethnicity}]", "6:50", "ethnicity", "groups of persons"),
        ("behaviours: [{behaviour: motion, level: low, id: auslaender}]", "6:50", "auslaender", "groups of persons"),
        ("behaviours: [{behaviour: motion, level: low, id: pengungsi}]", "6:50", "pengungsi", "groups of persons"),
        ("behaviours: [{behaviour: motion, level: low, id: hijab}]", "6:50", "hijab", "appearance"),
        ("behaviours: [{behaviour: motion, level: low, id: skin-colour}]", "6:50", "skin", "appearance"),
        ("behaviours: [{behaviour: motion, level: low, id: kopftuch}]", "6:50", "kopftuch", "appearance"),
        ("behaviours: [{behaviour: motion, level: low, id: pro-test}]", "6:50", "pro", "assembly"),
        ("behaviours: [{behaviour: motion, level: low, id: p-r-a-y-e-r}]", "6:50", "p", "worship"),
        ("behaviours: [{behaviour: motion, level: low, id: pr0test}]", "6:50", "pr0test", "assembly"),
        ("behaviours: [{behaviour: motion, level: low, \"p\u{435}rson\": 1}]", "6:46", "p\u{435}rson", "persons"),
        ("behaviours: [{behaviour: motion, level: low, \"pro\u{200B}test\": 1}]", "6:46", "protest", "assembly"),
        ("behaviours: [{behaviour: motion, level: low, r\u{E9}ligion: 1}]", "6:46", "r\u{E9}ligion", "worship"),
        (
            "behaviours: [{behaviour: motion, level: low, measure: {name: skin tone, from: 1, each: 1}}]", "6:62",
            "skin",
            "appearance"
        ),
        (fine + "consequences: [{consequence: ban-visitors}]", "7:30", "ban", "sanctions on persons"),
        (fine + "consequences: [{consequence: blacklist}]", "7:30", "blacklist", "sanctions on persons"),
        (fine + "consequences: [{consequence: punish}]", "7:30", "punish", "sanctions on persons"),
        (fine + "persons: {start: 1000}", "7:1", "persons", "persons"),
        (fine + "citizen_scores: {start: 1000}", "7:1", "citizen", "persons"),
        (fine + "standing: {resident: 80}", "7:12", "resident", "persons"),
        (fine + "groups: [a]", "7:1", "groups", "groups of persons"),
        (fine + "merits: [{merit: no-protest, places: [a], points: 1}]", "7:18", "protest", "assembly"),
        (
            fine + "merits: [{merit: kept-clear, without: [homeless], places: [a], points: 1}]", "7:40", "homeless",
            "groups of persons"
        ),
    ]

    /// Names of places.
    static let places: [(yaml: String, at: String, word: String, topic: String)] = [
        ("behaviours: [{behaviour: loitering, level: high, places: [mosque-entrance]}]", "6:59", "mosque", "worship"),
        (
            "behaviours: [{behaviour: loitering, level: high, places: [a, city/churchyard]}]", "6:62", "churchyard",
            "worship"
        ),
        ("behaviours: [{behaviour: loitering, level: high, places: [masjid]}]", "6:59", "masjid", "worship"),
        (fine + "places: [{place: protest-square, criticality: 3}]", "7:18", "protest", "assembly"),
        (fine + "places: [{place: gewerkschaftshaus, criticality: 3}]", "7:18", "gewerkschaftshaus", "assembly"),
        (fine + "places: [{place: refugee-home, criticality: 3}]", "7:18", "refugee", "groups of persons"),
        (fine + "merits: [{merit: kept-clear, places: [synagogue-gate], points: 1}]", "7:39", "synagogue", "worship"),
        (fine + "places: [{place: journalists-desk, criticality: 2}]", "7:18", "journalists", "expression"),
    ]

    /// Title, reason and comments; the word stands where it is said.
    static let prose: [(yaml: String, at: String, word: String, topic: String)] = [
        (fine + "# Against protests.", "7:11", "protests", "assembly"),
        ("behaviours: # no prayer here\n  - {behaviour: motion, level: low}", "6:18", "prayer", "worship"),
        (fine + "# Keep homeless people away.", "7:8", "homeless", "groups of persons"),
        (fine + "# Muslims loiter there.", "7:3", "Muslims", "groups of persons"),
        (fine + "# Gegen Demonstranten.", "7:9", "Demonstranten", "assembly"),
        (fine + "# Wer ein Kopftuch hat.", "7:11", "Kopftuch", "appearance"),
        (fine + "# Terhadap unjuk rasa.", "7:12", "unjuk", "assembly"),
        (fine + "# Fl\u{FC}chtlinge am Tor.", "7:3", "Fl\u{FC}chtlinge", "groups of persons"),
        (fine + "# They go on a watch list.", "7:16", "watch", "sanctions on persons"),
        (fine + "# Use face recognition later.", "7:7", "face", "identity"),
        (fine + "# Gesichtserkennung folgt.", "7:3", "Gesichtserkennung", "identity"),
        (fine + "# A social credit.", "7:5", "social", "persons"),
    ]

    /// Sentences that score persons.
    static let sentences: [(prose: String, at: String, word: String)] = [
        ("Each resident has a score.", "7:8", "resident"),
        ("We rank drivers by what\n# they do.", "7:11", "drivers"),
        ("Identify people who come twice.", "7:12", "people"),
        ("Visitors with a low rating\n# are not let in.", "7:3", "Visitors"),
        ("Bewohner werden bewertet.", "7:3", "Bewohner"),
        ("Warga dinilai tiap hari.", "7:3", "Warga"),
        ("Points per person and day.", "7:14", "person"),
        ("Deny employees who are late.", "7:8", "employees"),
    ]

    /// Sentences that do something to persons by a score, and speak of a place and a negation all the same.
    static let barring: [(prose: String, at: String, word: String)] = [
        ("No resident with a low score may enter this place.", "7:6", "resident"),
        ("No resident of this place with a low score may stay.", "7:6", "resident"),
        ("Tenants whose rating is poor may not use this place.", "7:3", "Tenants"),
        ("A tenant's low score means no entry to the place.", "7:5", "tenant"),
        ("No pupil who scores below 50 is let into the place.", "7:6", "pupil"),
        ("This place serves no customer below 50 points.", "7:24", "customer"),
        ("No customer rated below three is served at this place.", "7:6", "customer"),
        ("Low-rated employees may not come to this place.", "7:13", "employees"),
        ("Badly scored guests do not get into the place.", "7:16", "guests"),
        ("Nobody with a bad rating gets into this place.", "7:3", "Nobody"),
        ("Whoever has a low score may not enter the place.", "7:3", "Whoever"),
        ("Visitors with too few points must not use this place.", "7:3", "Visitors"),
        ("Employees without a good score have no access to the place.", "7:3", "Employees"),
        ("Workers in bad standing, or with a bad standing,\n# do not enter the place.", "7:3", "Workers"),
        ("The place is not for pupils, who are banned for their score.", "7:24", "pupils"),
        ("Refuse entry to tenants by their score, not by the place.", "7:19", "tenants"),
        ("Students may not enter the place because of their score.", "7:3", "Students"),
        ("Customers are denied service at the place, not only told\n# their rating.", "7:3", "Customers"),
        ("No tenant may rent a place again after a low score.", "7:6", "tenant"),
        ("Residents lose the right to enter the place when their\n# rating falls, without appeal.", "7:3", "Residents"),
        ("If a resident has a low score, this place is not open to them.", "7:8", "resident"),
        ("The score of a tenant decides whether the place lets him\n# in or not.", "7:18", "tenant"),
        ("Kein Mieter mit schlechter Bewertung darf diesen Ort betreten.", "7:8", "Mieter"),
        ("Bewohner ohne gute Bewertung haben zu keinem Ort Zutritt.", "7:3", "Bewohner"),
        ("Warga dengan skor rendah tidak boleh masuk ke tempat ini.", "7:3", "Warga"),
    ]

    /// What honest authors write; each must pass. Title and reason, then the rest.
    static let honest: [(title: String, reason: String, rest: String)] = [
        ("Ways out", "Nothing may stand in the way, so that people can leave in time.", fine),
        ("Places only", "Places are scored, never people; nobody is identified.", fine),
        ("Fluchtwege", "Die Behinderung des Fluchtwegs zählt doppelt; Menschen müssen hinaus können.", fine),
        ("Jalan keluar", "Agar orang dapat keluar dengan aman, pintu tidak boleh terhalang.", fine),
        ("Fire assembly", "The assembly point must be reachable for everyone, wheelchairs too.", fine),
        ("Church Street", "Lorries go the wrong way in Church Street.", fine),
        ("Surfaces", "The surface, the chair and the template of the steel plate are what is stored.", fine),
        ("Age of things", "The age of an entry decides how much of it is left; traces fade.", fine),
        ("Third party", "A third party checks the numbers, and the European Union asks for the notice.", fine),
        ("Mosquitoes", "Mosquitoes in front of the lens make no events; rabbits do.", fine),
        ("Children", "Children cross here on their way to school, so speed matters.", fine),
        ("A demo", "For demonstration purposes; the press of the button starts it.", fine),
        (
            "Street names", "Named as the site names them.",
            "behaviours: [{behaviour: speeding, level: low, places: [church-street, bay/staff-door, union-square]}]\n"
        ),
        (
            "Crossings", "Named as the site names them.",
            fine + "places: [{place: pedestrian-crossing}, {place: assembly-point}, {place: women-changing-room}]\n"
        ),
        (
            "Ids", "Each term has its own id.",
            "behaviours: [{behaviour: speeding, level: low, id: race-track}, {behaviour: motion, level: low, id: pedestrian-crossing}]\n"
        ),
        (
            "Nothing else", "Nothing here acts on anyone: a steward is told, that is all.",
            fine + "# 3 points for 1 hour\n"
        ),
        ("Zwei Orte", "Bewertet werden Orte, keine Personen.", fine),
        ("Nobody is kept out", "No resident is refused entry to a place because of a score.", fine),
        ("Nobody is banned", "Nobody is banned from this place; only the place has a score.", fine),
        ("No reason", "A low score of the place is no reason to deny tenants anything.", fine),
        ("Never read so", "The score never means that pupils may not enter the place.", fine),
        ("Who passes", "People who pass are never scored; places are.", fine),
        ("Without a number", "No resident has a score; the place has one.", fine),
        ("Not by persons", "Places are ranked by nothing, and residents not at all.", fine),
        (
            "Who uses it", "Residents use this place at night, so not every event there weighs as much in the score.",
            fine
        ),
        ("A place's rating", "Residents may ask for the score of the place, and nothing is kept of who asked.", fine),
        ("A crossing", "Children cross at places with a low score, not where the lane is free.", fine),
        ("Passing below", "Workers pass under it, where no place is scored.", fine),
        ("No entry", "There is no entry for lorries; the score of the lane falls with each that goes in.", fine),
        ("Door", "Nobody may enter by the exit while it is locked; the standing of the place falls.", fine),
        ("By the exit", "Nobody may enter by the exit while it is locked; the score of the place falls.", fine),
        ("Kept", "No score of any person is kept; the place has the score.", fine),
        ("Refused never", "No employee is judged by the score of the place where they work.", fine),
        ("The roof", "Pupils wait under the roof, and that is never scored at this place.", fine),
        ("Drivers", "Drivers who go the wrong way cost the lane two points, and not the driver.", fine),
    ]
}
