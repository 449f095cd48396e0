"""French constructions that report what somebody says or thinks, each as the language has it: verbs, their complements, who speaks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recoupe import text as texts
from recoupe.kinds import names
from recoupe.kinds.statements import find
from recoupe.languages import load
from recoupe.records import Article, Quote, Report
from recoupe.sockets import Reading


def read(text: str) -> tuple[Quote, ...]:
    """The quotes of a French text, with the names found in it."""
    tongue = load("fr")
    article = Article("a", "a", text, language="fr")
    reading = Reading(article, tongue, (Report("a", 0, 0, len(text)),), texts.sentences(text, tongue))
    return find(replace(reading, names=names.KIND.find(reading)))


SAID = [
    ("Les élus constatent et conviennent que le pont est trop étroit.", "le pont est trop étroit", "élus"),
    ("Le trader a indiqué que la banque savait.", "la banque savait", "trader"),
    ("La conductrice du car a affirmé à son patron que les barrières étaient levées.", "les barrières étaient levées", "conductrice"),
    ("Ces derniers précisent aussi que les tireurs ont fui.", "les tireurs ont fui", "derniers"),
    ("Le grutier raconte que la flèche a plié d’un coup.", "la flèche a plié d’un coup", "grutier"),
    ("Mme Morel trouve que le projet avance trop lentement.", "le projet avance trop lentement", "Morel"),
    ("La maire refuse que le terrain soit vendu.", "le terrain soit vendu", "maire"),
    ("Les auteurs de l’étude ont montré que le sommeil diminue.", "le sommeil diminue", "auteurs"),
    ("Une étude suggère que le café protège le foie.", "le café protège le foie", "étude"),
    ("Le rapport conclut que la digue était trop basse.", "la digue était trop basse", "rapport"),
    (
        "Après avoir martelé que les postes seraient maintenus, Xavier Darmont a quitté la salle.",
        "les postes seraient maintenus",
        "Darmont",
    ),
    ("Paul Rivet a salué les secours, avant d’ajouter que l’enquête serait longue.", "l’enquête serait longue", "Rivet"),
    ("Le préfet a pris la parole pour rappeler que l’accès au massif restait interdit.", "l’accès au massif restait interdit", "préfet"),
    ("Claire Vidal constate et déplore que les commerces ferment.", "les commerces ferment", "Vidal"),
    ("Les syndicats, de leur côté, nient que des négociations aient eu lieu.", "des négociations aient eu lieu", "syndicats"),
    ("Le groupe Altane a de son côté démenti que le site soit menacé.", "le site soit menacé", "Altane"),
    ("L’ancien ministre a, quant à lui, estimé que la réforme était inutile.", "la réforme était inutile", "ministre"),
    ("Le journal où Paul Burel considère que le plan est trop timide a été critiqué.", "le plan est trop timide", "Burel"),
    ("Bercy précise d’ores et déjà que l’opération pourra être renouvelée.", "l’opération pourra être renouvelée", "Bercy"),
    ("Il a été annoncé que le pont fermerait lundi.", "le pont fermerait lundi", ""),
    ("Il est dit que le trésor dort sous la chapelle.", "le trésor dort sous la chapelle", ""),
    ("On estime à Bercy que les mesures coûteront un milliard.", "les mesures coûteront un milliard", "Bercy"),
    ("On raconte que le roi y dormit.", "le roi y dormit", "On"),
    ("Le maire, qui assure que tout est prêt, ouvrira la fête.", "tout est prêt", "maire"),
    ("Je crois que cette loi est juste.", "cette loi est juste", "Je"),
    ("C’est pourquoi je pense que nous devons agir.", "nous devons agir", "je"),
    ("Nous constatons que les prix montent.", "les prix montent", "Nous"),
    ("Le budget est insuffisant, estime l’association Vivre Ici.", "Le budget est insuffisant", "Vivre Ici"),
    ("La ligne rouvrira en juin, croit savoir Le Progrès.", "La ligne rouvrira en juin", "Le Progrès"),
    ("La ligne rouvrira en juin, à en croire le quotidien régional.", "La ligne rouvrira en juin", "quotidien"),
    ("Le directeur a expliqué vouloir recruter cent personnes.", "vouloir recruter cent personnes", "directeur"),
    ("Elle affirme ne pas avoir vu le camion.", "ne pas avoir vu le camion", "Elle"),
    ("Selon l’idée du philosophe Alain Roux, l’homme naît libre.", "l’homme naît libre", "Roux"),
    ("La thèse de Marie Lenoir selon laquelle la toile serait fausse divise les experts.", "la toile serait fausse", "Lenoir"),
    ("L’affirmation du ministre selon laquelle les prix baissent est fausse.", "les prix baissent", "ministre"),
    ("Le porte-parole a demandé si les fonds étaient disponibles.", "si les fonds étaient disponibles", "porte-parole"),
    ("Elle s’est demandé pourquoi personne n’avait appelé.", "pourquoi personne n’avait appelé", "Elle"),
    ("Il ignore quand le chantier reprendra.", "quand le chantier reprendra", "Il"),
    ("Le ministre a indiqué ce que le gouvernement comptait faire.", "ce que le gouvernement comptait faire", "ministre"),
    ("D’après la légende, le géant habitait la grotte.", "le géant habitait la grotte", "légende"),
    ("D’après les chercheurs de l’université de Lille, la nappe se vide.", "la nappe se vide", "chercheurs"),
    (
        "Les pertes atteindraient, selon la presse locale, deux millions d’euros.",
        "Les pertes atteindraient, selon la presse locale, deux millions d’euros",
        "presse",
    ),
    ("La faille serait ancienne selon lui.", "La faille serait ancienne", "lui"),
    ("Selon Alan « Dave m’a contacté il y a un mois ».", "Dave m’a contacté il y a un mois", "Alan"),
    ("Les avocats ont fait remarquer que leur client était absent.", "leur client était absent", "avocats"),
    ("La présidente s’est dite convaincue que la paix était proche.", "la paix était proche", "présidente"),
    ("La présidente s’est félicitée que l’accord soit signé.", "l’accord soit signé", "présidente"),
    ("Les voisins se plaignent que le bruit dure toute la nuit.", "le bruit dure toute la nuit", "voisins"),
    ("Le comité s’étonne de ce que la date ait changé.", "la date ait changé", "comité"),
    ("Le maire se réjouit que le festival revienne.", "le festival revienne", "maire"),
    ("Les enquêteurs se sont aperçus que la caméra était coupée.", "la caméra était coupée", "enquêteurs"),
    ("Le club s’est rendu compte que le joueur mentait.", "le joueur mentait", "club"),
    ("Elle a peur que son fils soit accusé.", "son fils soit accusé", "Elle"),
    ("Le procureur a la conviction que le feu est criminel.", "le feu est criminel", "procureur"),
    ("Le général a bon espoir que la trêve tienne.", "la trêve tienne", "général"),
    ("Le traité stipule que les eaux sont partagées.", "les eaux sont partagées", "traité"),
    ("L’article 12 prévoit que le vote est secret.", "le vote est secret", "article"),
    ("L’accusation soutient que le contrat était faux.", "le contrat était faux", "accusation"),
    ("La défense fait valoir que les preuves manquent.", "les preuves manquent", "défense"),
    ("Le pilote, Jean Brel, 45 ans, assure que le moteur a calé.", "le moteur a calé", "Brel"),
    ("Interrogée par la radio, la ministre a répondu que rien n’était décidé.", "rien n’était décidé", "ministre"),
    ("Le médecin a prévenu la famille que l’opération serait risquée.", "l’opération serait risquée", "médecin"),
    ("Le médecin nous a expliqué que l’opération serait risquée.", "l’opération serait risquée", "médecin"),
    ("Elle leur a promis que l’école rouvrirait.", "l’école rouvrirait", "Elle"),
    ("Il lui avait dit que le train partait à huit heures.", "le train partait à huit heures", "Il"),
    ("Le juge a ordonné que le chalet soit détruit.", "le chalet soit détruit", "juge"),
    (
        "Le témoin prétendait que la voiture était bleue et que le chauffeur riait.",
        "la voiture était bleue et que le chauffeur riait",
        "témoin",
    ),
    (
        "Le témoin a déclaré que la voiture était bleue, mais que le chauffeur ne riait pas.",
        "la voiture était bleue, mais que le chauffeur ne riait pas",
        "témoin",
    ),
    (
        "Berkeley affirmait que la matière n’existait pas mais semblait seulement exister.",
        "la matière n’existait pas mais semblait seulement exister",
        "Berkeley",
    ),
    ("Platon écrit dans la République que le roi doit être philosophe.", "le roi doit être philosophe", "Platon"),
    ("Dans une lettre à son frère, il raconte qu’il a vu la mer.", "il a vu la mer", "il"),
    ("Le parti accuse le gouvernement d’avoir caché le rapport.", "le gouvernement d’avoir caché le rapport", "parti"),
    ("Les historiens pensent généralement que la ville fut détruite en 410.", "la ville fut détruite en 410", "historiens"),
    ("Certains pensent que la ville fut détruite par un séisme.", "la ville fut détruite par un séisme", "Certains"),
    ("Tous disent que le chantier est dangereux.", "le chantier est dangereux", "Tous"),
    ("Beaucoup craignent que la source se tarisse.", "la source se tarisse", "Beaucoup"),
    ("La légende veut que le saint ait traversé le fleuve à pied.", "le saint ait traversé le fleuve à pied", "légende"),
    ("Une rumeur prétend que le magasin va fermer.", "le magasin va fermer", "rumeur"),
    ("Un proche du dossier confie que la vente est bouclée.", "la vente est bouclée", "proche"),
    ("« Mais ce serait une bonne nouvelle ? », a relancé une journaliste.", "Mais ce serait une bonne nouvelle ?", "journaliste"),
    ("« Nous partons », a pesté Paul Rivet.", "Nous partons", "Rivet"),
    ("« Nous partons », s’emballe la maire.", "Nous partons", "maire"),
    ("« Nous partons », embraye son adjoint.", "Nous partons", "adjoint"),
    ("« Nous partons », souriait Paul Rivet à la sortie.", "Nous partons", "Rivet"),
    ("« Nous partons », peste-t-il.", "Nous partons", "il"),
    (
        "Alors que les tensions diplomatiques persistent, le président américain annonce l’envoi de nouveaux équipements.",
        "l’envoi de nouveaux équipements",
        "le président américain",
    ),
    ("Contactée, la direction de l’usine n’a pas souhaité répondre.", "n’a pas souhaité répondre", "direction"),
    ("La commission, qui se réunira lundi, estime que le calendrier sera tenu.", "le calendrier sera tenu", "commission"),
    (
        "Les élus n’ont pas trouvé d’accord, mais des responsables affirment que les discussions se poursuivent.",
        "les discussions se poursuivent",
        "responsables",
    ),
    ("Le maire a annoncé la semaine dernière que le pont fermerait.", "le pont fermerait", "maire"),
    ("Le maire a annoncé à l’issue d’une longue réunion à huis clos que le pont fermerait.", "le pont fermerait", "maire"),
    ("Le maire a expliqué dans un entretien au quotidien Ouest-France paru samedi que le pont fermerait.", "le pont fermerait", "maire"),
    ("Le directeur a écrit dans un courriel adressé aux salariés que l’usine fermerait.", "l’usine fermerait", "directeur"),
    ("Le ministre a répondu à la question de la députée que rien n’était décidé.", "rien n’était décidé", "ministre"),
    ("Le préfet a rappelé aux habitants du quartier que l’eau n’est pas potable.", "l’eau n’est pas potable", "préfet"),
    (
        "La cour a jugé mardi, dans un arrêt très attendu, que la loi était contraire à la Constitution.",
        "la loi était contraire à la Constitution",
        "cour",
    ),
    ("La veille de sa libération encore, Benoît Morel avait dit que la paix viendrait.", "la paix viendrait", "Morel"),
    (
        "Jean-Luc Romero, porte-parole de l’ADMD, a de son côté annoncé l’organisation d’une journée d’action.",
        "l’organisation d’une journée d’action",
        "Romero",
    ),
    ("Nouvelle hausse des prix, annonce l’Insee.", "Nouvelle hausse des prix", "Insee"),
    ("Outre la garde des Sceaux, d’autres ministres se sont opposés à la réforme du divorce.", "la réforme du divorce", "ministres"),
    (
        "Le texte du député, qui préconise l’autorisation de la chasse, a très peu de chances d’aboutir.",
        "l’autorisation de la chasse",
        "texte",
    ),
    (
        "Ingrid Morel avait annoncé mardi lors d’une réception à Paris, qu’elle comptait venir à Strasbourg.",
        "elle comptait venir à Strasbourg",
        "Morel",
    ),
    (
        "De son côté, le député Jean Morel a annoncé avoir été chargé d’une mission par le maire.",
        "avoir été chargé d’une mission par le maire",
        "Morel",
    ),
    ("Je voudrais dire que cette loi est juste.", "cette loi est juste", "Je"),
    ("Je tiens à souligner que les délais sont courts.", "les délais sont courts", "Je"),
    ("Nous devons reconnaître que la mesure a échoué.", "la mesure a échoué", "Nous"),
    ("Je peux vous assurer que le texte sera voté.", "le texte sera voté", "Je"),
    ("Je suis d’avis que le texte doit changer.", "le texte doit changer", "Je"),
    ("Je suis sûr que le texte passera.", "le texte passera", "Je"),
    ("Nous sommes convaincus que le texte passera.", "le texte passera", "Nous"),
    ("Je ne crois pas que le conseil nous suive.", "le conseil nous suive", "Je"),
    ("Je sais que le temps presse.", "le temps presse", "Je"),
    ("Vous avez dit que le temps pressait.", "le temps pressait", "Vous"),
    ("Monsieur le Président, la Commission estime que le budget est suffisant.", "le budget est suffisant", "Commission"),
    ("Mon groupe pense que le budget est trop faible.", "le budget est trop faible", "groupe"),
    ("Les citoyens veulent que l’Union agisse.", "l’Union agisse", "citoyens"),
    ("Les essais cliniques ont montré que le produit était bien toléré.", "le produit était bien toléré", "essais"),
    ("Les données disponibles suggèrent que la dose peut être réduite.", "la dose peut être réduite", "données"),
    (
        "Le comité a conclu que les bénéfices du médicament étaient supérieurs à ses risques.",
        "les bénéfices du médicament étaient supérieurs à ses risques",
        "comité",
    ),
    ("L’auteur soutient dans son livre que la bataille n’a jamais eu lieu.", "la bataille n’a jamais eu lieu", "auteur"),
    ("La tradition rapporte que le moine mourut en mer.", "le moine mourut en mer", "tradition"),
    ("Aristote affirme, dans la Poétique, que la tragédie imite des actions.", "la tragédie imite des actions", "Aristote"),
    ("Les premiers colons croyaient que l’île était déserte.", "l’île était déserte", "colons"),
    ("Son frère lui avoua qu’il avait vendu la ferme.", "il avait vendu la ferme", "frère"),
    ("Elle s’aperçut alors que la porte était ouverte.", "la porte était ouverte", "Elle"),
    ("Le roi ordonna que la ville fût rasée.", "la ville fût rasée", "roi"),
    ("Le parquet requiert que le maire soit démis.", "le maire soit démis", "parquet"),
    ("L’arrêté dispose que la chasse est fermée.", "la chasse est fermée", "arrêté"),
    ("La notice indique que le produit doit être dilué.", "le produit doit être dilué", "notice"),
    ("Le site officiel précise qu’aucun billet ne sera vendu sur place.", "aucun billet ne sera vendu sur place", "site"),
    ("Selon l’historien Marc Ferrand, l’abbaye fut fondée en 980.", "l’abbaye fut fondée en 980", "Ferrand"),
    ("Selon certains auteurs, l’abbaye fut fondée en 980.", "l’abbaye fut fondée en 980", "auteurs"),
    ("Selon une légende locale, le diable aurait bâti le pont.", "le diable aurait bâti le pont", "légende"),
    ("L’abbaye aurait été fondée en 980 d’après une charte.", "L’abbaye aurait été fondée en 980", "charte"),
    ("D’après lui, la charte est un faux.", "la charte est un faux", "lui"),
    ("La population s’élevait selon le recensement de 2010 à 4 200 habitants.", "La population s’élevait", "recensement"),
    ("Selon la loi de 1905, la République ne reconnaît aucun culte.", "la République ne reconnaît aucun culte", "loi"),
    ("Selon le ministère de la Santé et plusieurs médecins, le pic est passé.", "le pic est passé", "ministère"),
    ("« C’est fini », dit-il en sortant.", "C’est fini", "il"),
    ("C’est fini, dit-il en sortant.", "C’est fini", "il"),
    ("La fête aura lieu, assure-t-on à la mairie.", "La fête aura lieu", "mairie"),
    (
        "La fête, explique le maire dans un entretien, aura lieu en juin.",
        "La fête, explique le maire dans un entretien, aura lieu en juin",
        "maire",
    ),
    ("La fête aura bien lieu, a tenu à rassurer le maire.", "La fête aura bien lieu", "maire"),
    ("La fête aura bien lieu, veut croire l’organisateur.", "La fête aura bien lieu", "organisateur"),
    ("Le stade sera prêt à temps, a fait savoir la fédération.", "Le stade sera prêt à temps", "fédération"),
    ("Le stade ne sera pas prêt, reconnaît-on dans l’entourage du ministre.", "Le stade ne sera pas prêt", "entourage"),
    ("Les retards sont dus à la pluie, s’est défendu le constructeur.", "Les retards sont dus à la pluie", "constructeur"),
    ("« La pluie a tout retardé », s’est justifié, visiblement agacé, le constructeur.", "La pluie a tout retardé", "constructeur"),
    ("Comme l’a rappelé la ministre, le vote aura lieu mardi.", "le vote aura lieu mardi", "ministre"),
    ("Le vote aura lieu mardi, comme l’avait annoncé la ministre.", "Le vote aura lieu mardi", "ministre"),
    ("Ainsi que le note le rapport, les délais sont trop courts.", "les délais sont trop courts", "rapport"),
    ("Le maire plaide pour que la ligne soit rouverte.", "la ligne soit rouverte", "maire"),
    ("La région s’oppose à ce que la ligne soit fermée.", "la ligne soit fermée", "région"),
    ("Les riverains demandent à ce que la vitesse soit réduite.", "la vitesse soit réduite", "riverains"),
    ("Le club se réjouit de ce que le stade soit plein.", "le stade soit plein", "club"),
    ("Son avocat a réagi en affirmant que le dossier était vide.", "le dossier était vide", "avocat"),
    ("Il a démissionné, expliquant que sa santé déclinait.", "sa santé déclinait", "Il"),
    ("Accusé de fraude, il a répondu que tout était légal.", "tout était légal", "il"),
    ("Le ministre, interrogé sur ce point, a assuré que rien ne changerait.", "rien ne changerait", "ministre"),
    ("Les deux hommes ont convenu que la trêve serait prolongée.", "la trêve serait prolongée", "hommes"),
    ("Il a été décidé que la trêve serait prolongée.", "la trêve serait prolongée", ""),
    ("Le tribunal a considéré que l’accusé avait agi seul et l’a condamné à dix ans.", "l’accusé avait agi seul", "tribunal"),
    ("Le juge a estimé que la plainte était recevable et a ordonné une enquête.", "la plainte était recevable", "juge"),
    ("Paul a dit à Marie que Jean pensait que la maison était vendue.", "Jean pensait que la maison était vendue", "Paul"),
    ("Selon « Quotidien », les deux filles ont travaillé au Sénat.", "les deux filles ont travaillé au Sénat", "Quotidien"),
    ("Alors que la foule grondait, l’attaquant a été ému en affirmant que la fin approchait.", "la fin approchait", "attaquant"),
    ("Le ministre aurait employé ses filles, a révélé lundi l’émission Quotidien.", "Le ministre aurait employé ses filles", "émission"),
    ("Le jeune homme, Nolan Lebrun, a tenté de le gifler en criant « ici c’est la Bretagne ».", "ici c’est la Bretagne", "Nolan"),
    (
        "L’homme est entré, menaçant les clients en leur disant « Bougez pas, appelez pas les gendarmes. ».",
        "Bougez pas, appelez pas les gendarmes.",
        "homme",
    ),
    ("Elle a pris la parole en rappelant que le vote était secret.", "le vote était secret", "Elle"),
    ("Le maire a conclu la séance en précisant que le budget serait voté en mars.", "le budget serait voté en mars", "maire"),
    ("Le projet a été présenté par la maire, qui a précisé que le coût serait limité.", "le coût serait limité", "la maire"),
]
"""A sentence, its one statement, and a word of its speaker (empty: nobody)."""

NOT_SAID = [
    "L’idée que la Terre soit plate, défendue par quelques groupes, progresse.",
    "Les députés ont voté pour que la loi change.",
    "Tout porte à croire que le feu est parti de la cuisine.",
    "Le fait que le pont soit fermé gêne les camions.",
    "Il faut que la mairie réagisse.",
    "Le pont est si étroit que les camions ne passent pas.",
    "Il n’a fallu que deux heures.",
    "Cette décision signifie que le chantier est arrêté.",
    "Le projet de loi obligera les banques à dire que le taux est fixe.",
    "Le maire a découvert dans la cave un coffre qu’il ignorait.",
    "Le maire a trouvé à Paris un logement que sa fille habite.",
    "Ce drame illustre « comment internet a modifié les règles du jeu ».",
    "L’eau bout selon la pression.",
    "Le prix varie selon les saisons et selon les villes.",
    "Selon que l’on est riche ou pauvre, la peine diffère.",
    "Le témoin dit que oui.",
    "Il ne dit rien de plus que son frère.",
    "Elle croit plus que jamais à la victoire.",
]


@pytest.mark.parametrize(("text", "content", "who"), SAID)
def test_what_is_said_and_by_whom(text: str, content: str, who: str) -> None:
    (quote,) = read(text)
    assert quote.exact == content
    named = f"{quote.speaker.exact or ''} {quote.speaker.name or ''}".lower()
    assert who.lower() in named if who else quote.speaker.name is None


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_nobody_says(text: str) -> None:
    assert read(text) == ()
