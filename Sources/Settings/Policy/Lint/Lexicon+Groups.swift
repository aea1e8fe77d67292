extension Lexicon {
    /// Groups of persons by what they are, believe, own, love or come from.
    static let groups = """
        ethni*, *ethnisch*, etnis, suku bangsa, racial*, racist*, rasse, rassen, rassisch*, nationalit*, kewarganegaraan,
        immigrant*, migrant*, immigran*, refugee*, asylum*, asyl*, foreigner*,
        auslander*, auslaender*, fluchtling*, fluechtling*, gefluchtet*, pendatang, pengungsi, orang asing,
        muslim*, moslem*, islam*, christians, christen, kristen, jew, jews, jewish, juden, judisch*, juedisch*, yahudi,
        hindu*, buddhis*, sikh*, catholic*, katholi*, katolik, atheis*, ateis*, ahmadi*, gypsy, gypsies, zigeuner*,
        sinti, arab, arabs, uyghur*, uighur*, tionghoa, kurds, kurden, black people, white people, blacks,
        gay, gays, lesbian*, lesbisch*, transgender*, homosex*, homoseks*, lgbt*, queer*, schwule*, bisex*,
        homeless*, beggar*, vagrant*, addict*, junkie*, obdachlos*, bettler*, gelandang*, pengemis*, pemulung,
        teenager*, jugendbande*, remaja, unemployed, arbeitslos*, pengangguran, felon*, straftater*, penjahat,
        communis*, kommunis*, komunis*, opposition part*, separatis*, sex worker*, prostitut*, low income
        """
}
