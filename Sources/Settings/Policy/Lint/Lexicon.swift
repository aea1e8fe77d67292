/// The words by which a policy is known to be about persons, their groups, identity, appearance, worship, assembly or
/// expression, in English, German and Indonesian. docs/scoring.md, "What a policy must not say", has the reasons.
enum Lexicon {
    /// Words with a second, harmless meaning (assembly point, steel plate, `Behinderung des Fluchtwegs`), and words for
    /// persons. They are refused only as names of ours: keys, behaviours, measures, consequences and ids.
    static let asNames = LexiconTable([
        (.persons, list(persons)),
        (
            .groups,
            list(
                """
                group, party, union, man, men, woman, women, male, female, gender, sex, geschlecht, frau*, mann, manner, wanita,
                pria, perempuan, age, ages, alter, umur, usia, race, ras, suku, tribe, caste, kaste, origin, herkunft, asal,
                disability, disabilities, disabled, behindert*, behinderung*, difabel, elderly, senior, youth, jugend*,
                partei, partai, kelompok, gruppe*, minorit*, minderheit*, criminal*
                """)
        ),
        (
            .identity,
            list(
                """
                identity, identities, identif*, identitas, identitat*, reidentif*, face, gesicht*, gait, gangbild, iris, voice,
                stimme, suara, plate, kennzeichen*, fingerprint*, name tag, passport, ausweis*, paspor, pasport
                """)
        ),
        (
            .appearance,
            list(
                """
                appearance, aussehen, penampilan, skin, haut, kulit, hair, haar, haare, rambut, clothing, clothes, outfit,
                dress, kleidung*, pakaian, baju, emotion*, mood, gefuhl*, emosi, smile, smiling
                """)
        ),
        (.worship, list("temple, pura, shrine, belief, faith, glaube, glauben, kepercayaan, holy, heilig*")),
        (
            .assembly,
            list(
                """
                assembly, assemblies, assembled, gathering*, versammlung*, demonstration*, demonstrasi*, marsch,
                strike, picket*, rally, serikat, perkumpulan, kerumunan massa, berkumpul
                """)
        ),
        (
            .expression,
            list(
                """
                expression*, speech, speeches, rede, reden, pidato, opinion*, meinung*, pendapat, flag, banner, poster,
                plakat*, petition*, singing, chanting, shouting, kritik*, ausdruck, ekspresi
                """)
        ),
        (
            .sanctions,
            list(
                """
                punish*, sanction*, bestraf*, strafe, strafen, hukuman, denda, ban, banned, fined, evict*, expel*, trustworth*
                """)
        ),
    ])

    /// Words that mean only this. They are refused wherever they stand, in titles, reasons, comments and names of places.
    static let anywhere = LexiconTable([
        (.persons, list("social credit, social score, citizen score, sozialkredit*, kredit sosial, skor warga")),
        (.groups, list(groups)),
        (
            .identity,
            list(
                """
                biometri*, facial*, face recogni*, facerecogni*, face match*, face id, faceid, *gesichtserkenn*, wajah,
                license plate, licence plate, number plate, numberplate*, licenseplate*, licenceplate*, anpr, alpr,
                *autokennzeichen*, *nummernschild*, plat nomor, ktp, sidik jari, voiceprint*, nationality card
                """)
        ),
        (
            .appearance,
            list(
                """
                hijab*, niqab*, burqa*, burka*, headscarf*, headscarves, turban*, hoodie*, tattoo*, beard*, complexion*,
                skin colour, skin color, skin tone, skincolour, skincolor, *kopftuch*, *hautfarbe*, warna kulit, jilbab*,
                kerudung*, cadar
                """)
        ),
        (
            .worship,
            list(
                """
                worship*, prayer*, pray, prays, praying, religio*, *religios*, mosque*, church*, synagog*, chapel*,
                cathedral*, gurdwara*, pagoda*, sermon*, imam, priest*, rabbi, clergy*, ramadan*, sabbath*, gebet*, beten,
                betende*, moschee*, kirche*, kapelle, gottesdienst*, tempelbesuch*, ibadah, beribadah, peribadatan, doa, berdoa,
                sholat, shalat, masjid*, musala, musholla*, gereja*, vihara*, kuil, klenteng, agama, keagamaan, pengajian
                """)
        ),
        (
            .assembly,
            list(
                """
                protest*, *protestier*, demonstrator*, demonstrant*, demonstran, riot, rioter*, rioting, vigil, sit in protest,
                uprising*, marcher*, trade union*, labour union*, labor union*, unionis*, unioniz*, trade unionist*,
                *gewerkschaft*, *kundgebung*, streik*, aufmarsch*, mahnwache*, unjuk rasa, pengunjuk, mogok kerja, pendemo*,
                berdemo, berdemonstrasi, serikat buruh, serikat pekerja, street gathering*, political gathering*
                """)
        ),
        (
            .expression,
            list(
                """
                slogan*, placard*, leaflet*, free speech, freespeech, dissent*, dissident*, activis*, aktivis*, politic*,
                *politisch*, politik*, politis, journalis*, wartawan*, censor*, zensur*, meinungsausser*,
                propaganda*, spanduk*, orasi, flugblatt*, blogger*, whistleblow*
                """)
        ),
        (
            .sanctions,
            list(
                """
                blacklist*, black list, watchlist*, watch list, arrests, arrested, verhaft*, festnahme*, deport*,
                abschieb*, detain*, hausverbot*, schwarze liste, daftar hitam, ditangkap, penangkapan
                """)
        ),
    ])

    /// Words for persons; one of them beside one of `judging` makes a sentence about persons.
    static let persons = """
        person*, people, peoples, human*, individual*, someone, somebody, anyone, anybody, citizen*, resident*, visitor*,
        employee*, worker*, staff, customer*, owner*, driver*, pedestrian*, passenger*, suspect*, offender*, trespasser*,
        passerby, passersby, steward, child, children, adult, tenant*, guest*, student*, pupil*, neighbour*, neighbor*,
        mensch*, leute, burger, buerger, bewohner*, besucher*, mitarbeiter*, kunde, kunden, fahrer, fussganger*, kind, kinder,
        passant*, mieter, schuler*, gaste, siswa, murid, orang, warga, penduduk, pengunjung, pegawai, karyawan, pelanggan, pengemudi, anak, penghuni
        """
    static let personTable = LexiconTable([(.persons, list(persons))])

    /// What is done to persons in a sentence that is about them.
    static let judging = LexiconTable([
        (
            .sanctions,
            list(
                """
                score, scored, scoring, rated, rating, points per, punkte pro, poin per, rank, ranked, ranking, profil*,
                identif*, recogni*, punish*, bestraf*, bewert*, ban, banned, evict*, expel*, deny, denied, arrest, fined,
                blame, blamed, trustworth*, reputation, erkenn*, menilai, dinilai, penilaian, skor, peringkat, mengenali,
                menghukum, dihukum
                """)
        )
    ])

    /// Sentences that say what is scored instead may say what is not.
    static let instead = LexiconTable([
        (.persons, list("place, event, standing, ort, orte, orten, ereignis*, tempat, lokasi, kejadian, peristiwa"))
    ])
    static let negations = LexiconTable([
        (
            .persons,
            list(
                """
                no, not, never, nor, nobody, none, nothing, neither, cannot, without, nicht, nie, niemals, kein*, ohne, niemand,
                tidak, bukan, tanpa, tak, jangan
                """)
        )
    ])

    /// Words after which the one before is part of a name of something harmless: a street, a fire assembly point.
    static let harmlessAfter: Set<String> = [
        "street", "road", "lane", "row", "avenue", "hill", "strasse", "str", "gasse", "weg", "allee", "jalan", "jl",
    ]
    static let harmlessPairs: [String: Set<String>] = [
        "assembly": ["point", "points", "area", "areas", "hall", "line", "station", "square"],
        "union": ["square", "station"], "race": ["track"], "party": ["wall", "room"],
        "temple": ["bar", "square"], "staff": ["door", "entrance", "exit", "gate", "room"],
        "visitor": ["door", "entrance", "exit", "gate", "parking"], "strike": ["plate"],
        "pedestrian": ["crossing", "bridge", "zone", "gate", "way"], "passenger": ["exit", "door", "gate"],
        "plate": ["store", "rack"],
    ]

    static func list(_ text: String) -> [LintPattern] {
        text.split { $0 == "," || $0 == "\n" }.map { LintPattern(String($0.drop { $0 == " " })) }
    }
}
