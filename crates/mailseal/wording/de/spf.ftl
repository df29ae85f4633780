# SPF (RFC 7208). Eine Nachricht je Regel: ihr Wert ist die gezeigte Zeile, ihre Attribute das
# Handbuch.

spf-version-not-first = der Eintrag beginnt nicht mit v=spf1
    .why = Einen SPF-Eintrag erkennt man an den ersten sechs Zeichen, v=spf1, gefolgt von einem Leerzeichen oder dem Ende. Davor darf nichts stehen, kein Anführungszeichen und kein Leerzeichen, und dahinter kein Trennzeichen.
    .receivers = Empfänger verwerfen den Text. Für sie hat die Domain keinen SPF-Eintrag.
    .fix = Lassen Sie den Text mit v=spf1 und einem Leerzeichen beginnen.

spf-invisible-character = ein Tabulator, Zeilenumbruch oder anderes unsichtbares Zeichen im Eintrag
    .why = Angaben werden nur durch gewöhnliche Leerzeichen getrennt. Tabulatoren, Zeilenumbrüche, geschützte Leerzeichen und Steuerzeichen geraten meist hinein, wenn ein Eintrag aus einem Dokument oder einer Webseite kopiert wird.
    .receivers = Der Eintrag ist ein Syntaxfehler (permerror): Er berechtigt niemanden.
    .fix = Tippen Sie den Eintrag neu, in einer Zeile und mit gewöhnlichen Leerzeichen.

spf-non-ascii = { $text } ist kein reines ASCII
    .why = Ein SPF-Eintrag besteht aus US-ASCII. Typografische Striche und Anführungszeichen gehören nicht dazu; ein Name mit Umlauten wird in seiner xn---Form geschrieben.
    .receivers = Der Eintrag ist ein Syntaxfehler (permerror): Er berechtigt niemanden.
    .fix = Schreiben Sie Striche und Anführungszeichen so, wie sie auf der Tastatur stehen, und Namen in ihrer xn---Form.

spf-separator = die Angaben sind durch { $separator } statt durch Leerzeichen getrennt
    .why = Nur ein Leerzeichen beendet eine Angabe. Komma und Semikolon werden zu einem Teil von ihr.
    .receivers = Meist ist das ein Syntaxfehler (permerror). Wo sich die Angabe noch als Name lesen lässt, gibt es diesen Namen nicht.
    .fix = Setzen Sie an die Stelle des Kommas oder Semikolons ein Leerzeichen.

spf-space-in-term = ein Leerzeichen zerreißt { $meant }
    .why = Ein Leerzeichen beendet eine Angabe. Name und Argument gehören zusammen, ebenso Vorzeichen und Mechanismus.
    .receivers = Beide Hälften sind Syntaxfehler (permerror): Der Eintrag berechtigt niemanden.
    .fix = Entfernen Sie das Leerzeichen.

spf-unknown-mechanism = { $term } gibt es in SPF nicht
    .why = Die Mechanismen sind all, include, a, mx, ptr, ip4, ip6 und exists; alles andere wird als name=wert geschrieben. Eine einzige unlesbare Angabe macht den ganzen Eintrag ungültig, nicht nur sich selbst.
    .receivers = Der Eintrag ist ein Syntaxfehler (permerror): Er berechtigt niemanden.
    .fix = Berichtigen Sie die Angabe oder entfernen Sie sie.

spf-modifier-with-colon = hier gehört ein Gleichheitszeichen hin: { $meant }
    .why = Mechanismen stehen mit Doppelpunkt, redirect und exp mit Gleichheitszeichen. Mit einem Doppelpunkt ist die Angabe ein unbekannter Mechanismus.
    .receivers = Der Eintrag ist ein Syntaxfehler (permerror): Er berechtigt niemanden.
    .fix = Schreiben Sie { $meant }.

spf-argument-missing = bei { $name } fehlt, worauf es sich bezieht
    .why = include und exists brauchen eine Domain, ip4 und ip6 eine Adresse, redirect und exp eine Domain. Auch ein Doppelpunkt, auf den nichts folgt, ist ein Fehler.
    .receivers = Der Eintrag ist ein Syntaxfehler (permerror): Er berechtigt niemanden.
    .fix = Ergänzen Sie Domain oder Adresse, oder entfernen Sie die Angabe.

spf-argument-unexpected = auf { $name } darf hier nichts folgen
    .why = all hat kein Argument; include, exists und ptr haben keine Präfixlänge.
    .receivers = Der Eintrag ist ein Syntaxfehler (permerror): Er berechtigt niemanden.
    .fix = Entfernen Sie, was hinter der Angabe steht.

spf-single-label-domain = { $name } ist ein Name ohne Domain
    .why = Namen in SPF sind vollständig und enthalten einen Punkt. Die kurzen Namen Ihres Netzes kennt anderswo niemand.
    .receivers = Der Eintrag ist ein Syntaxfehler (permerror): Er berechtigt niemanden.
    .fix = Schreiben Sie den vollständigen Namen des Hosts oder der Domain.

spf-address-as-domain = { $term } nennt eine Adresse, wo eine Domain hingehört
    .why = a, mx und include stehen mit Namen. Eine Adresse gehört in ip4 oder ip6.
    .receivers = Der Eintrag ist ein Syntaxfehler (permerror): Er berechtigt niemanden.
    .fix = Schreiben Sie die Adresse mit ip4: oder ip6:.

spf-url-as-domain = { $url } ist eine Webadresse und keine Domain
    .why = Verlangt ist der bloße Name, ohne https:// und ohne Pfad. Die Grammatik lässt ihn als Namen mit seltsamen Zeichen durchgehen, und diesen Namen gibt es nicht.
    .receivers = In einem include führt das zu permerror; anderswo trifft die Angabe auf niemanden zu.
    .fix = Schreiben Sie nur den Namen.

spf-top-label-invalid = { $name } endet nicht wie eine Domain
    .why = Das letzte Label enthält mindestens einen Buchstaben und beginnt und endet nicht mit einem Bindestrich.
    .receivers = Der Eintrag ist ein Syntaxfehler (permerror): Er berechtigt niemanden.
    .fix = Berichtigen Sie das Ende des Namens.

spf-domain-malformed = { $name } kann kein Name im DNS sein
    .why = Die Grammatik von SPF erlaubt mehr Zeichen, als ein Name hat: Schrägstriche, Doppelpunkte, leere oder zu lange Labels. Nach einem solchen Namen lässt sich nicht fragen.
    .receivers = Manche werten den Eintrag als permerror, andere verhalten sich, als gäbe es den Namen nicht.
    .fix = Berichtigen Sie den Namen.

spf-trailing-dot = ein Punkt am Ende einer Domain
    .why = Der Punkt ist erlaubt, einige ältere Empfänger weisen ihn aber zurück. Er ändert nichts.
    .receivers = Fast alle nehmen ihn hin.
    .fix = Lassen Sie den Punkt weg.

spf-address-malformed = { $address } ist keine Adresse
    .why = ip4 verlangt vier Zahlen von 0 bis 255 ohne führende Nullen, ip6 eine IPv6-Adresse; beide dürfen eine Präfixlänge haben. Bereiche, Ports, verkürzte Adressen, Sternchen und Hostnamen sind keine Adressen.
    .receivers = Der Eintrag ist ein Syntaxfehler (permerror): Er berechtigt niemanden.
    .fix = Schreiben Sie die Adresse vollständig und ein Netz mit seiner Länge, etwa 192.0.2.0/24.

spf-address-family-mixed = diese Adresse gehört in { $meant }
    .why = In ip4 stehen IPv4-Adressen, in ip6 IPv6-Adressen.
    .receivers = Der Eintrag ist ein Syntaxfehler (permerror): Er berechtigt niemanden.
    .fix = Schreiben Sie { $meant }.

spf-prefix-length-invalid = { $length } ist keine Präfixlänge
    .why = Eine Länge ist eine Zahl von 0 bis 32, bei IPv6 von 0 bis 128, ohne führende Null. Zwei Längen schreibt man /24//64. Eine Netzmaske ist keine Länge.
    .receivers = Der Eintrag ist ein Syntaxfehler (permerror): Er berechtigt niemanden.
    .fix = Schreiben Sie die Länge als Zahl hinter einen Schrägstrich.

spf-macro-malformed = { $macro } ist kein Makro
    .why = Ein Prozentzeichen leitet ein Makro ein: einen der Buchstaben s, l, o, d, i, p, v oder h in geschweiften Klammern, mit einer Anzahl von Teilen, die größer als null ist. Das Prozentzeichen selbst schreibt man %%.
    .receivers = Der Eintrag ist ein Syntaxfehler (permerror): Er berechtigt niemanden.
    .fix = Berichtigen Sie das Makro.

spf-macro-only-in-explanation = { $macro } darf nur in Erläuterungen stehen
    .why = Die Buchstaben c, r und t sind für den Text gedacht, auf den exp verweist.
    .receivers = Der Eintrag ist ein Syntaxfehler (permerror): Er berechtigt niemanden.
    .fix = Für die Adresse des Clients nehmen Sie %{"{"}i{"}"}; für die beiden anderen gibt es keinen Ersatz.

spf-modifier-repeated = { $name } steht zweimal im Eintrag
    .why = redirect und exp dürfen in einem Eintrag je einmal stehen.
    .receivers = Der Eintrag ist ein Syntaxfehler (permerror): Er berechtigt niemanden.
    .fix = Behalten Sie eines davon.

spf-mechanism-as-modifier = { $meant } wird mit Doppelpunkt geschrieben
    .why = Mit Gleichheitszeichen ist die Angabe ein Modifikator, den niemand kennt, und solche werden übergangen.
    .receivers = Sie übergehen die Angabe: Wen sie nennt, der ist nicht berechtigt.
    .fix = Schreiben Sie { $meant }.

spf-modifier-unknown = den Modifikator { $name } kennt niemand
    .why = Die Modifikatoren sind redirect und exp. Andere sind späteren Standards vorbehalten und werden übergangen.
    .receivers = Sie übergehen die Angabe.
    .fix = Berichtigen Sie den Namen oder entfernen Sie die Angabe.

spf-version-repeated = v=spf1 steht mitten im Eintrag noch einmal
    .why = Hier wurden zwei Einträge aneinandergefügt. Das zweite v=spf1 gilt als unbekannter Modifikator, und was auf das erste all folgt, wird nie geprüft.
    .receivers = Sie werten nur den ersten Teil aus.
    .fix = Machen Sie daraus einen Eintrag: ein v=spf1, alle Sender, am Ende ein all.

spf-passes-everyone = { $term } berechtigt jeden Rechner im Internet
    .why = Was davor auf niemanden zutraf, besteht. Jeder kann im Namen der Domain senden, und mit passendem From besteht das auch DMARC.
    .receivers = Sie antworten jedem mit pass. Spamfilter werten einen solchen Eintrag als schlechtes Zeichen.
    .fix = Nennen Sie Ihre Sender und schließen Sie den Eintrag mit -all oder ~all ab.

spf-range-too-wide = { $term } berechtigt einen riesigen Adressbereich
    .why = Niemand sendet aus einem ganzen /8. Jeder, der in dem Bereich eine Adresse bekommt, kann im Namen der Domain senden und besteht damit DMARC.
    .receivers = Sie antworten mit pass. RFC 9989 warnt vor weiten Bereichen.
    .fix = Nennen Sie die Netze, aus denen Sie senden.

spf-too-many-terms = { $lookups } Angaben fragen das DNS, erlaubt sind { $max }
    .why = include, a, mx, ptr, exists und redirect kosten je eine Abfrage, und was ein include enthält, zählt mit. Dieser Eintrag überschreitet die Grenze schon allein.
    .receivers = Sie brechen an der Grenze mit permerror ab: Wer erst dahinter genannt ist, ist nicht berechtigt.
    .fix = Entfernen Sie Sender, die nicht mehr gebraucht werden, schreiben Sie feste Adressen als ip4 und ip6, oder lassen Sie Massenmail von einer Subdomain mit eigenem Eintrag senden.

spf-terms-after-all = { $terms } steht hinter all und wird nie geprüft
    .why = all trifft auf jeden zu. Was darauf folgt, zählt nicht.
    .receivers = Sie übergehen es: Wer dort genannt ist, ist nicht berechtigt.
    .fix = Stellen Sie es vor all, oder entfernen Sie es.

spf-redirect-ignored = redirect wird wegen { $all } übergangen
    .why = redirect kommt nur zum Zug, wenn nichts zutraf, und all trifft auf jeden zu. Die Stelle im Eintrag spielt keine Rolle.
    .receivers = Sie übergehen redirect.
    .fix = Entfernen Sie all oder redirect. Sollen die Sender der anderen Domain hinzukommen, verwenden Sie include.

spf-neutral-default = der Eintrag sagt nichts über Rechner, die er nicht nennt
    .why = Ein Eintrag, der auf ?all oder gar nicht endet, lässt alle übrigen Rechner neutral, und neutral ist zu behandeln, als gäbe es keinen Eintrag.
    .receivers = Gefälschte Mail wird behandelt, als hätte die Domain kein SPF.
    .fix = Schließen Sie den Eintrag mit ~all ab, und mit -all, sobald alle Sender genannt sind.

spf-ptr-used = { $term } beruht auf Rückwärtsauflösung
    .why = Der Standard rät davon ab, ptr oder %{"{"}p{"}"} zu veröffentlichen: Sie sind langsam, belasten die Reverse-Zonen und fallen mit ihnen aus.
    .receivers = Manche großen Empfänger werten sie gar nicht aus.
    .fix = Nennen Sie die Hosts mit a, mx, ip4 oder ip6.

spf-host-bits-set = { $term } umfasst ganz { $network }
    .why = Verglichen werden nur so viele Bits, wie die Länge angibt. Der Rest der Adresse bleibt ohne Wirkung.
    .receivers = Sie vergleichen mit dem Netz, nicht mit der einen Adresse.
    .fix = Schreiben Sie die Adresse des Netzes, oder lassen Sie die Länge weg, wenn ein einzelner Host gemeint war.

spf-record-too-long =
    { $terms ->
        [unread] der Eintrag hat { $octets } Oktette, zu viele, um seine Bestandteile anzusehen
       *[other] der Eintrag hat { $octets } Oktette
    }
    .why = Die Antwort sollte in ein UDP-Paket von 512 Oktetten passen; davon bleiben etwa 450 für alle TXT-Einträge des Namens. Längere Antworten brauchen EDNS oder TCP.
    .receivers = Die meisten kommen zurecht; hinter alten Firewalls kann der Eintrag verloren gehen.
    .fix = Nennen Sie Netze einmal und weit genug, oder lagern Sie einen Teil in einen eigenen Eintrag aus, den Sie einbinden.

spf-soft-fail = der Eintrag endet auf ~all
    .why = Rechner, die nicht genannt sind, werden gekennzeichnet, aber nicht abgewiesen. Ist eine DMARC-Richtlinie in Kraft, ist das so gut wie -all, und DKIM wird zuerst gehört.
    .receivers = Sie nehmen die Mail an und berücksichtigen die Kennzeichnung.
    .fix = Es ist nichts zu tun. Ohne wirksames DMARC sagt -all deutlicher, was Sie meinen.

spf-hard-fail = der Eintrag endet auf -all
    .why = Rechner, die nicht genannt sind, sollen abgewiesen werden. Weitergeleitete Mail kommt von solchen Rechnern, und manche Empfänger weisen sie ab, bevor sie die DKIM-Signatur ansehen.
    .receivers = Die meisten überlassen die Entscheidung DMARC; einige weisen sofort ab.
    .fix = Es ist nichts zu tun. Geht weitergeleitete Mail verloren, vermeidet das ~all zusammen mit DMARC.

spf-modifier-not-last = { $name } steht vor Mechanismen
    .why = Die Stelle ist ohne Wirkung: Mechanismen werden zuerst geprüft. Am Ende des Eintrags kann es niemanden irreführen.
    .receivers = Sie werten den Eintrag aus, als stünde es am Ende.
    .fix = Stellen Sie es ans Ende.

spf-macro-uncacheable = { $term } stellt für jeden Absender eine eigene Frage
    .why = Mit s, l, o oder h im Namen fragt jede Absenderadresse oder jeder HELO-Name nach einem anderen Namen, sodass kein Zwischenspeicher hilft.
    .receivers = Sie werten es aus, nur langsamer.
    .fix = Verwenden Sie d, i und v, wo diese genügen.

spf-duplicate-term = { $term } steht zweimal im Eintrag
    .why = Die zweite Angabe trifft nie zu. Fragt sie das DNS, kostet sie eine von zehn Abfragen.
    .receivers = Sie prüfen sie vergeblich.
    .fix = Entfernen Sie die zweite.

spf-network-covered = { $term } liegt in { $by }
    .why = Das weitere Netz davor hat bereits zugetroffen.
    .receivers = Sie prüfen es vergeblich.
    .fix = Entfernen Sie das engere Netz.

spf-record-missing = kein SPF-Eintrag
    .why = Ohne Eintrag kann niemand Ihre Server von denen eines Fälschers unterscheiden. Die großen Empfänger verlangen von jedem Sender SPF oder DKIM, von Massenversendern beides.
    .receivers = Sie können den Sender nicht prüfen und weisen Mail, die auch keine DKIM-Signatur hat, ab oder kennzeichnen sie.
    .fix = Veröffentlichen Sie einen Eintrag, der alle Sender nennt. Beginnen Sie mit ~all und gehen Sie zu -all über, wenn die Berichte zeigen, dass niemand fehlt.

spf-several-records = { $count } SPF-Einträge, wo nur einer stehen darf
    .why = Eine Domain hat genau einen SPF-Eintrag. Kommt ein zweiter hinzu, zählt keiner; das geschieht, wenn der Eintrag eines Anbieters neben den vorhandenen gestellt wird.
    .receivers = Sie antworten mit permerror: Die Domain berechtigt niemanden.
    .fix = Führen Sie die Einträge zu einem zusammen und entfernen Sie die übrigen.

spf-wrong-owner = der Eintrag steht bei { $wrong }, wo niemand nachsieht
    .why = Empfänger fragen bei der Domain der Absenderadresse selbst. Ein Eintrag bei einem anderen Namen zählt nur, wenn der Eintrag der Domain auf ihn verweist.
    .receivers = Für sie hat die Domain keinen SPF-Eintrag.
    .fix = Veröffentlichen Sie den Eintrag bei { $right }.

spf-strings-fused = zwei Angaben kleben aneinander: { $fused }
    .why = Der Eintrag ist in mehreren Zeichenketten gespeichert, die ohne Leerzeichen aneinandergefügt werden. Eine davon endet, wo eine Angabe endet, sodass die nächste daran klebt.
    .receivers = Sie lesen eine Angabe, die niemand gemeint hat, meist einen Syntaxfehler.
    .fix = Lassen Sie die erste Zeichenkette mit einem Leerzeichen enden oder die zweite damit beginnen.

spf-too-many-lookups = { $lookups } Abfragen, erlaubt sind { $max }
    .why = include, a, mx, ptr, exists und redirect kosten je eine Abfrage, in Ihrem Eintrag und in denen, die er einbindet. Bei { $term } ist die Grenze überschritten.
    .receivers = Sie brechen dort mit permerror ab, und Mail von Sendern, die erst dahinter genannt sind, besteht SPF nicht. Steht ein Sender weit vorn, merkt es niemand.
    .fix = Entfernen Sie Sender, die nicht mehr gebraucht werden, schreiben Sie feste Adressen als ip4 und ip6, oder lassen Sie Massenmail von einer Subdomain mit eigenem Eintrag senden.

spf-include-without-record = { $target } { $missing ->
    [name] gibt es nicht
   *[other] hat keinen SPF-Eintrag
 }
    .why = { $term } im Eintrag von { $owner } bindet die Domain ein. Das Einbinden einer Domain ohne Eintrag ist ein Fehler. Vielleicht gibt es den Anbieter nicht mehr, er ist umgezogen, oder der Name ist falsch geschrieben.
    .receivers = Sie antworten mit permerror, sobald sie dort ankommen: Wer erst dahinter genannt ist, ist nicht berechtigt.
    .fix = Entfernen Sie das include, oder berichtigen Sie den Namen. Einen Namen, den es nicht mehr gibt, könnte jemand anderes registrieren und dann in Ihrem Namen senden.

spf-redirect-without-record = { $target } { $missing ->
    [name] gibt es nicht
   *[other] hat keinen SPF-Eintrag
 }
    .why = { $term } im Eintrag von { $owner } überlässt die Entscheidung dieser Domain. Ohne Eintrag dort ist nichts entschieden.
    .receivers = Sie antworten jedem, auf den davor nichts zutraf, mit permerror.
    .fix = Veröffentlichen Sie dort den Eintrag, berichtigen Sie den Namen, oder ersetzen Sie redirect durch all.

spf-target-broken = der SPF-Eintrag von { $target } lässt sich nicht auswerten
    .why = { $term } im Eintrag von { $owner } verweist darauf. Dort { $records ->
        [one] stehen Syntaxfehler
       *[other] stehen { $records } Einträge zugleich
     }, und dieser Fehler wird zu einem des Eintrags, der darauf verweist.
    .receivers = Sie antworten mit permerror, sobald sie dort ankommen.
    .fix = Sagen Sie es dem Betreiber von { $target }; entfernen Sie die Angabe, bis es behoben ist.

spf-include-loop = { $term } führt zurück zu { $target }
    .why = Ein Eintrag, der sich selbst einbindet, unmittelbar oder über andere, hat kein Ende. Erst die Grenze von zehn Abfragen beendet ihn.
    .receivers = Sie antworten mit permerror.
    .fix = Entfernen Sie die Angabe, die den Kreis schließt.

spf-mx-too-many-hosts = { $name } hat { $count } MX-Hosts, angesehen werden dürfen { $max }
    .why = Bei mx wird die Adresse jedes MX-Hosts abgefragt, und zehn sind die Grenze.
    .receivers = Sie antworten mit permerror.
    .fix = Nennen Sie die sendenden Hosts mit ip4 und ip6. Wer Mail annimmt, muss nicht der sein, der sie sendet.

spf-exists-catch-all = { $term } berechtigt jeden
    .why = Die Angabe traf auf 192.0.2.1 zu, eine Adresse, die niemand hat: { $name } hat einen A-Eintrag. Entweder ist der Name für jeden Client derselbe, oder eine Wildcard antwortet für alle.
    .receivers = Sie antworten jedem Rechner im Internet mit pass.
    .fix = Entfernen Sie die Angabe, oder sorgen Sie dafür, dass es die Namen nur für Ihre Sender gibt.

spf-too-many-void-lookups = { $clients ->
    [ip4] { $voids } Angaben finden für IPv4-Clients nichts, erlaubt sind { $max }
    [ip6] { $voids } Angaben finden für IPv6-Clients nichts, erlaubt sind { $max }
   *[all] { $voids } Angaben finden nichts, erlaubt sind { $max }
 }
    .why = Eine Abfrage ohne Antwort deutet auf einen Fehler oder einen Angriff hin. Nichts gefunden wird hier: { $names }.
    .receivers = Wer dem Rat des Standards folgt, antwortet bei der dritten mit permerror.
    .fix = Entfernen Sie die Angaben, die nichts finden, und nennen Sie Adressen mit ip4 und ip6, wo ein Name nur eine Familie hat.

spf-void-lookup = { $name } hat nichts, worauf { $term } zutreffen könnte
    .why = Der Name im Eintrag von { $owner } hat keine Adresse oder keine MX-Hosts mit einer. Die Angabe berechtigt niemanden und ist eine von zweien dieser Art, die erlaubt sind.
    .receivers = Bis zur Grenze gehen sie zur nächsten Angabe über.
    .fix = Entfernen Sie die Angabe, oder geben Sie dem Namen seine Adresse.

spf-lookups-near-limit = { $lookups } von { $max } Abfragen sind verbraucht
    .why = Anbieter ändern die Einträge, die Sie einbinden, ohne es Ihnen zu sagen. Eine Angabe mehr dort, und Ihr Eintrag liegt über der Grenze.
    .receivers = Sie werten den Eintrag aus.
    .fix = Schaffen Sie rechtzeitig Platz: Entfernen Sie ungenutzte Sender, oder schreiben Sie feste Adressen als ip4 und ip6.

spf-explanation-unusable = bei { $target } steht keine Erläuterung
    .why = exp verweist auf einen Namen mit genau einem TXT-Eintrag, in ASCII und mit richtigen Makros. Hier { $records ->
        [0] ist keiner
        [one] ist einer, der keine Erläuterung ist
       *[other] sind es { $records }
     }.
    .receivers = Sie verhalten sich, als gäbe es exp nicht, und verwenden eigene Worte.
    .fix = Veröffentlichen Sie dort einen Text, oder entfernen Sie exp.

spf-answer-too-large = alle { $records } TXT-Einträge des Namens haben zusammen { $octets } Oktette
    .why = Empfänger bekommen alle TXT-Einträge des Namens in einer Antwort. Ab etwa 450 Oktetten passt sie nicht mehr in ein einfaches UDP-Paket.
    .receivers = Die meisten kommen zurecht; hinter alten Firewalls kann die Antwort verloren gehen.
    .fix = Entfernen Sie die Bestätigungseinträge von Diensten, die Sie nicht mehr nutzen.

spf-owner-is-alias = der Name ist ein Alias von { $target }
    .why = Wer am Ziel veröffentlicht, bestimmt auch das SPF dieses Namens, und der Name selbst kann keine eigenen Einträge haben, auch kein MX.
    .receivers = Sie verwenden den Eintrag des Ziels.
    .fix = Geben Sie einer Domain, mit der Mail gesendet wird, eigene Einträge.

spf-wildcard-without-record = jeder Name unter { $domain } nimmt Mail an, und keiner hat einen SPF-Eintrag
    .why = Ein Wildcard-MX antwortet für jeden Namen. Jeder davon lässt sich als Absender fälschen, denn das SPF der Domain sagt nichts über Namen darunter.
    .receivers = Sie finden bei einem solchen Namen keinen SPF-Eintrag.
    .fix = Veröffentlichen Sie den Eintrag auch an der Wildcard und an jedem Namen, der eigene Einträge hat. Auch DMARC mit sp=reject und np=reject schützt sie.

spf-include-covered = { $term } fügt niemanden hinzu
    .why = Jede Adresse, für die es steht, ist schon durch eine Angabe davor berechtigt. Abfragen kostet es trotzdem.
    .receivers = Sie fragen danach und finden nichts Neues.
    .fix = Entfernen Sie die Angabe oder die weitere davor.

spf-type-99 = der Eintrag hat den Typ SPF, nach dem niemand fragt
    .why = Der Typ SPF (99) war ein Versuch, der 2014 beendet wurde. Einträge dieses Typs werden nicht ausgewertet.
    .receivers = Für sie hat die Domain keinen SPF-Eintrag.
    .fix = Veröffentlichen Sie denselben Text als TXT und entfernen Sie den Eintrag vom Typ SPF.

summary-spf-in-force = { $lookups } von { $max } Abfragen, endet auf { $end }
summary-spf-partly-unknown = mindestens { $lookups } von { $max } Abfragen, endet auf { $end }; Teile ließen sich nicht abfragen
summary-spf-nobody = niemand darf senden
summary-spf-neutral = ein Eintrag ist da, sagt aber nichts über Rechner, die er nicht nennt
summary-spf-end-unknown = { $lookups } von { $max } Abfragen; wohin er weiterleitet, ließ sich nicht lesen
summary-spf-everybody = berechtigt jeden
summary-spf-too-many-lookups = { $lookups } von { $max } Abfragen: Empfänger antworten mit permerror
summary-spf-permerror = führt zu permerror
summary-spf-broken = der Eintrag ist nicht lesbar: Empfänger antworten mit permerror
summary-spf-several = { $count } Einträge: Empfänger antworten mit permerror
summary-spf-absent = kein Eintrag: jeder kann in ihrem Namen senden
summary-spf-no-domain = die Domain gibt es nicht
summary-spf-unknown = konnte nicht abgefragt werden
