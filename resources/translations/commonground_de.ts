<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>ui</name>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <source>A note between the people who signed it, not legal advice.</source>
            <translation>Eine Notiz unter denen, die sie unterschrieben haben, keine Rechtsberatung.</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <source>Agreement</source>
            <translation>Vereinbarung</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <source>Agreement {name}</source>
            <translation>Vereinbarung {name}</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <location filename="../../desktop/ui/flow/writing.py" />
            <location filename="../../desktop/ui/pages/saved.py" />
            <location filename="../../desktop/ui/pages/writing.py" />
            <location filename="../../desktop/ui/printing.py" />
            <source>All of you agreed to this text.</source>
            <translation>Ihr habt alle diesem Text zugestimmt.</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <location filename="../../desktop/ui/pages/writing.py" />
            <location filename="../../desktop/ui/printing.py" />
            <source>Day of the agreement</source>
            <translation>Tag der Vereinbarung</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <location filename="../../desktop/ui/printing.py" />
            <source>How to check it</source>
            <translation>Wie es sich prüfen lässt</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <location filename="../../desktop/ui/pages/saved.py" />
            <location filename="../../desktop/ui/printing.py" />
            <source>In your own words</source>
            <translation>In euren eigenen Worten</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <location filename="../../desktop/ui/pages/writing.py" />
            <location filename="../../desktop/ui/printing.py" />
            <source>Look at this again on</source>
            <translation>Noch einmal ansehen am</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <source>Not everyone has signed this.</source>
            <translation>Nicht alle haben das unterschrieben.</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <source>Page {n} of {all}</source>
            <translation>Seite {n} von {all}</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <location filename="../../desktop/ui/flow/context.py" />
            <location filename="../../desktop/ui/kept.py" />
            <location filename="../../desktop/ui/pages/gathering.py" />
            <location filename="../../desktop/ui/printing.py" />
            <source>Person {n}</source>
            <translation>Person {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <location filename="../../desktop/ui/printing.py" />
            <source>Program</source>
            <translation>Programm</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <location filename="../../desktop/ui/printing.py" />
            <source>Run</source>
            <translation>Vergleich</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <location filename="../../desktop/ui/printing.py" />
            <source>Sheet “{id}”</source>
            <translation>Bogen „{id}“</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <location filename="../../desktop/ui/printing.py" />
            <source>Signed by</source>
            <translation>Unterschrieben von</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <location filename="../../desktop/ui/printing.py" />
            <source>Signed file, BLAKE2b-256</source>
            <translation>Unterschriebene Datei, BLAKE2b-256</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <source>This page is a copy for reading. The signed file (.agreement) is the proof: whoever has it can check offline, with “commonground agreement verify FILE”, that these keys signed exactly this. It holds nothing that anybody entered.</source>
            <translation>Diese Seite ist eine Kopie zum Lesen. Die unterschriebene Datei (.agreement) ist der Beweis: Wer sie hat, kann ohne Netz mit „commonground agreement verify DATEI“ prüfen, dass diese Schlüssel genau das unterschrieben haben. Sie enthält nichts, was jemand eingegeben hat.</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <location filename="../../desktop/ui/printing.py" />
            <source>What came out</source>
            <translation>Was herausgekommen ist</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <location filename="../../desktop/ui/pages/writing.py" />
            <location filename="../../desktop/ui/printing.py" />
            <source>What you agreed</source>
            <translation>Was ihr vereinbart habt</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <source>[in the file]</source>
            <translation>[in der Datei]</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <location filename="../../desktop/ui/printing.py" />
            <source>has not signed</source>
            <translation>hat nicht unterschrieben</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <location filename="../../desktop/ui/printing.py" />
            <source>key {key}</source>
            <translation>Schlüssel {key}</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <location filename="../../desktop/deals/in_words.py" />
            <location filename="../../desktop/ui/words.py" />
            <source>{day} {month} {year}</source>
            <translation>{day}. {month} {year}</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <location filename="../../desktop/ui/kept.py" />
            <location filename="../../desktop/ui/pages/connect.py" />
            <location filename="../../desktop/ui/printing.py" />
            <source>{n} people</source>
            <translation>{n} Personen</translation>
        </message>
        <message>
            <location filename="../../desktop/agreement_pdf.py" />
            <source>{sign} stands for letters or signs that the font of this page does not have. The signed file holds them, and “commonground agreement show FILE” prints them.</source>
            <translation>{sign} steht für Buchstaben oder Zeichen, die der Schrift dieser Seite fehlen. Die unterschriebene Datei enthält sie, und „commonground agreement show DATEI“ gibt sie aus.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/agreement.py" />
            <source>a blocked outcome shows an item</source>
            <translation>ein blockiertes Ergebnis zeigt einen Punkt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/agreement.py" />
            <source>a field of another length</source>
            <translation>ein Feld mit anderer Länge</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/agreement.py" />
            <source>nobody has signed it</source>
            <translation>niemand hat sie unterschrieben</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/agreement.py" />
            <source>not a list</source>
            <translation>keine Liste</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/agreement.py" />
            <source>not a signature with its time</source>
            <translation>keine Unterschrift mit ihrer Zeit</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/agreement.py" />
            <source>not a table</source>
            <translation>keine Tabelle</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/agreement.py" />
            <source>not a text</source>
            <translation>kein Text</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/agreement.py" />
            <source>not a time</source>
            <translation>keine Zeit</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/agreement.py" />
            <source>not an agreement of this format</source>
            <translation>keine Vereinbarung in diesem Format</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/agreement.py" />
            <source>not one signature for every seat</source>
            <translation>nicht eine Unterschrift für jeden Platz</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/agreement.py" />
            <source>not yes or no</source>
            <translation>nicht ja oder nein</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/agreement.py" />
            <source>the file holds more than an agreement does</source>
            <translation>die Datei enthält mehr als eine Vereinbarung</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/agreement.py" />
            <source>the file is not an agreement of this program</source>
            <translation>die Datei ist keine Vereinbarung dieses Programms</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/agreement.py" />
            <source>the signature of person {number} does not hold</source>
            <translation>die Unterschrift von Person {number} stimmt nicht</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/agreement.py" />
            <source>the signature of person {number} is missing</source>
            <translation>die Unterschrift von Person {number} fehlt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <source>a role cannot be called {role}</source>
            <translation>eine Rolle kann nicht {role} heißen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <source>a set of more than {large_set} entries cannot be on an all_or_nothing sheet</source>
            <translation>eine Menge mit mehr als {large_set} Einträgen kann nicht auf einem Bogen mit all_or_nothing stehen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <source>a set of more than {large_set} entries cannot depend on another item</source>
            <translation>eine Menge mit mehr als {large_set} Einträgen kann nicht von einem anderen Punkt abhängen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <source>a set of more than {large_set} entries knows only all_common</source>
            <translation>eine Menge mit mehr als {large_set} Einträgen kennt nur all_common</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <source>a set of more than {large_set} entries opens last; nothing can depend on it</source>
            <translation>eine Menge mit mehr als {large_set} Einträgen öffnet sich zuletzt; nichts kann von ihr abhängen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <source>another item has the same id</source>
            <translation>ein anderer Punkt hat dieselbe Kennung</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <source>braces are only for {list} and the id of an item, like {example}</source>
            <translation>geschweifte Klammern sind nur für {list} und die Kennung eines Punktes da, wie {example}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <source>is not agreed yet</source>
            <translation>ist noch nicht vereinbart</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <source>min is above max</source>
            <translation>min ist größer als max</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <source>must be a language tag like "en" or "pt-BR"</source>
            <translation>muss ein Sprachkürzel sein wie "en" oder "pt-BR"</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <source>needs the key "kind" with one of {kinds}</source>
            <translation>braucht den Schlüssel "kind" mit einem von {kinds}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <source>the role {role} is there twice</source>
            <translation>die Rolle {role} steht zweimal da</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <source>the sheet has no open term {name}</source>
            <translation>der Bogen hat keine offene Angabe {name}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <source>the sheet has {size} bytes when resolved; at most {max_sheet_bytes} fit</source>
            <translation>der Bogen hat ausgefüllt {size} Byte; höchstens {max_sheet_bytes} passen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <source>there are {n}; at most {max_roles} are allowed</source>
            <translation>es sind {n}; höchstens {max_roles} sind erlaubt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <source>there is no earlier item {only_if}</source>
            <translation>es gibt keinen früheren Punkt {only_if}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <source>there must be 1 to {max_items}, not {n}</source>
            <translation>es müssen 1 bis {max_items} sein, nicht {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <source>{asked} asks what never_ask promises not to: {never}</source>
            <translation>{asked} fragt, was never_ask zu fragen ausschließt: {never}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <source>{name} cannot be marked: another item depends on it</source>
            <translation>{name} lässt sich nicht markieren: Ein anderer Punkt hängt davon ab</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <source>{name} cannot be marked: it has more than {large_set} entries</source>
            <translation>{name} lässt sich nicht markieren: mehr als {large_set} Einträge</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble.py" />
            <location filename="../../desktop/deals/build.py" />
            <location filename="../../desktop/deals/build_common.py" />
            <source>{role} is not a role of this sheet</source>
            <translation>{role} ist keine Rolle dieses Bogens</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble_improve.py" />
            <source>must be a digest</source>
            <translation>muss ein Prüfwert sein</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble_improve.py" />
            <source>must be the other items of the sheet</source>
            <translation>müssen die anderen Punkte des Bogens sein</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble_improve.py" />
            <source>must be those of the people who agreed</source>
            <translation>müssen die der Personen sein, die sich geeinigt haben</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble_improve.py" />
            <source>nothing but the agreed bundles is compared again</source>
            <translation>nichts als die vereinbarten Pakete wird noch einmal verglichen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/assemble_improve.py" />
            <source>only agreed bundles, by meet_in_ranking, are compared again</source>
            <translation>nur vereinbarte Pakete, mit meet_in_ranking, werden noch einmal verglichen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>a set is for two people: parties.max must be 2, or mode "pairs"</source>
            <translation>eine Menge ist für zwei Personen: parties.max muss 2 sein, oder mode "pairs"</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>a set needs both to answer</source>
            <translation>eine Menge braucht beide, die antworten</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>another issue has the same id</source>
            <translation>ein anderes Thema hat dieselbe Kennung</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>best_product is for at most 3 people or at most {max_product_packages} packages</source>
            <translation>best_product ist für höchstens 3 Personen oder höchstens {max_product_packages} Pakete</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>does not go with total, which is always shown</source>
            <translation>passt nicht zu total, das immer gezeigt wird</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>goes only with rule = "at_least"</source>
            <translation>passt nur zu rule = "at_least"</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>is missing; fair_price needs one of the amounts</source>
            <translation>fehlt; fair_price braucht einen der Beträge</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>is missing; rule = "at_least" needs it</source>
            <translation>fehlt; rule = "at_least" braucht es</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>must be a multiple of 1/256, at least 0 and below 1, like 0.25</source>
            <translation>muss ein Vielfaches von 1/256 sein, mindestens 0 und unter 1, wie 0.25</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>must be a whole number, a part like "2/3", "n-1" or "n", not {k}</source>
            <translation>muss eine ganze Zahl sein, ein Teil wie "2/3", "n-1" oder "n", nicht {k}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>must be a whole number, or "$" and the id of an open term</source>
            <translation>muss eine ganze Zahl sein, oder "$" und die Kennung einer offenen Angabe</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>must be one of the amounts, or "$" and the id of an open term</source>
            <translation>muss einer der Beträge sein, oder "$" und die Kennung einer offenen Angabe</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>must be one of the packages</source>
            <translation>muss eines der Pakete sein</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>must go up, each amount above the one before</source>
            <translation>muss steigen, jeder Betrag über dem davor</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>must have 1 to {max_issues} entries, not {n}</source>
            <translation>muss 1 bis {max_issues} Einträge haben, nicht {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>must have 2 to {max_amounts} entries, not {n}</source>
            <translation>muss 2 bis {max_amounts} Einträge haben, nicht {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>must have one entry for each role that answers, or be one word on a sheet without roles</source>
            <translation>muss einen Eintrag für jede Rolle haben, die antwortet, oder ein Wort auf einem Bogen ohne Rollen sein</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>must have one label for each of the {n} levels</source>
            <translation>muss einen Namen für jede der {n} Stufen haben</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>only one person answers, so all but one is nobody</source>
            <translation>nur eine Person antwortet, also ist „alle bis auf eine“ niemand</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>there are {packages} packages; 2 to {most} are allowed</source>
            <translation>es sind {packages} Pakete; 2 bis {most} sind erlaubt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>there are {packages} packages; 2 to {most} are allowed; large = true allows {more}</source>
            <translation>es sind {packages} Pakete; 2 bis {most} sind erlaubt; large = true erlaubt {more}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build.py" />
            <source>total needs at least {min_total_parties} people; raise parties.min</source>
            <translation>total braucht mindestens {min_total_parties} Personen; erhöhe parties.min</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build_disclose.py" />
            <source>another statement has the id {id}</source>
            <translation>eine andere Aussage hat die Kennung {id}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build_disclose.py" />
            <source>is not a role of this sheet</source>
            <translation>ist keine Rolle dieses Bogens</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build_disclose.py" />
            <source>is not a role of this sheet that answers this item</source>
            <translation>ist keine Rolle dieses Bogens, die diesen Punkt beantwortet</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build_disclose.py" />
            <source>is not a statement of that role</source>
            <translation>ist keine Aussage dieser Rolle</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build_disclose.py" />
            <source>must be a list of at most {max_references} statement references</source>
            <translation>muss eine Liste von höchstens {max_references} Verweisen auf Aussagen sein</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build_disclose.py" />
            <source>must be a table: statement = [references]</source>
            <translation>muss eine Tabelle sein: Aussage = [Verweise]</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build_disclose.py" />
            <source>must be either one list "all" or lists per role, not both</source>
            <translation>muss entweder eine Liste "all" sein oder Listen pro Rolle, nicht beides</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build_disclose.py" />
            <source>must have 1 to {max_statements} statements, not {n}</source>
            <translation>muss 1 bis {max_statements} Aussagen haben, nicht {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build_disclose.py" />
            <source>must name at least one statement</source>
            <translation>muss mindestens eine Aussage nennen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build_disclose.py" />
            <source>needs the key "name" with text</source>
            <translation>braucht den Schlüssel "name" mit Text</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build_disclose.py" />
            <source>there are {n}; at most {max_statements} are allowed</source>
            <translation>es sind {n}; höchstens {max_statements} sind erlaubt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/build_disclose.py" />
            <source>there can be {together} statements over all seats; at most {max_statements} are allowed</source>
            <translation>es können {together} Aussagen auf allen Plätzen sein; höchstens {max_statements} sind erlaubt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/checks.py" />
            <source>entries {first} and {number} are the same: {name}</source>
            <translation>die Einträge {first} und {number} sind gleich: {name}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/checks.py" />
            <source>entry {number}: there is no {what} {name}; there are {known}</source>
            <translation>Eintrag {number}: {what} {name} gibt es nicht; es gibt {known}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/checks.py" />
            <source>item</source>
            <translation>Punkt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/checks.py" />
            <source>must be a number with at most {max_digits} digits and at most {max_places} more after the point</source>
            <translation>muss eine Zahl mit höchstens {max_digits} Stellen sein und höchstens {max_places} nach dem Punkt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/checks.py" />
            <source>must be between {low} and {high}</source>
            <translation>muss zwischen {low} und {high} liegen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/checks.py" />
            <source>must be one of {choices}, not {text}</source>
            <translation>muss eines sein von {choices}, nicht {text}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/checks.py" />
            <source>must have {low} to {high} entries, not {n}</source>
            <translation>muss {low} bis {high} Einträge haben, nicht {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/checks.py" />
            <source>must name 1 to {n} of: {known}</source>
            <translation>muss 1 bis {n} nennen von: {known}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/checks.py" />
            <source>must not be empty</source>
            <translation>darf nicht leer sein</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/checks.py" />
            <source>option</source>
            <translation>Möglichkeit</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/checks.py" />
            <source>role</source>
            <translation>Rolle</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/checks.py" />
            <source>there is no {what} to name</source>
            <translation>{what}: Es gibt nichts zu nennen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/checks.py" />
            <source>{name} is named twice</source>
            <translation>{name} ist zweimal genannt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/checks.py" />
            <source>{text} is not an id: 1 to 64 of a-z, 0-9, _ and -, the first a letter or a digit</source>
            <translation>{text} ist keine Kennung: 1 bis 64 Zeichen aus a-z, 0-9, _ und -, das erste ein Buchstabe oder eine Ziffer</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/forms.py" />
            <source>a percentage needs the key "of" with a term</source>
            <translation>ein Prozentsatz braucht den Schlüssel "of" mit einer Angabe</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/forms.py" />
            <source>geometric spacing needs amounts above 0</source>
            <translation>Schritte um denselben Anteil brauchen Beträge über 0</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/forms.py" />
            <source>gives more than {most} windows</source>
            <translation>ergibt mehr als {most} Zeiträume</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/forms.py" />
            <source>gives no windows</source>
            <translation>ergibt keine Zeiträume</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/forms.py" />
            <source>has no amounts</source>
            <translation>hat keine Beträge</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/forms.py" />
            <source>is missing; only a range term in "of" has its own ends</source>
            <translation>fehlt; nur eine Angabe vom Typ range in "of" hat eigene Enden</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/forms.py" />
            <source>must be a date like 2027-03-31, a month like 2027-03, or "$" and the id of a date term</source>
            <translation>muss ein Datum sein wie 2027-03-31, ein Monat wie 2027-03, oder "$" und die Kennung einer Datumsangabe</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/forms.py" />
            <source>must be a list of texts, or "$" and the id of an open term</source>
            <translation>muss eine Liste von Texten sein, oder "$" und die Kennung einer offenen Angabe</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/forms.py" />
            <source>must be a percentage like 80%</source>
            <translation>muss ein Prozentsatz sein wie 80%</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/forms.py" />
            <source>must be above 0</source>
            <translation>muss über 0 liegen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/forms.py" />
            <source>must go up: from is not below to</source>
            <translation>muss steigen: from liegt nicht unter to</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/forms.py" />
            <source>needs one of the terms {names}, and none was given</source>
            <translation>braucht eine der Angaben {names}, und keine wurde gemacht</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/forms.py" />
            <source>needs the term {name}, which was left out</source>
            <translation>braucht die Angabe {name}, die weggelassen wurde</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/forms.py" />
            <location filename="../../desktop/deals/parse_answers.py" />
            <location filename="../../desktop/deals/references.py" />
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/forms.py" />
            <source>only a reference from a term can be missing</source>
            <translation>nur ein Vergleichsbetrag aus einer Angabe kann fehlen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/forms.py" />
            <source>some amounts are the same after rounding; use fewer steps or a smaller round</source>
            <translation>einige Beträge sind nach dem Runden gleich; nimm weniger Schritte oder runde feiner</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/forms.py" />
            <source>the key "count" is missing; only a date_range term has an end</source>
            <translation>der Schlüssel "count" fehlt; nur eine Angabe vom Typ date_range hat ein Ende</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/forms.py" />
            <source>the term {name} is of type {type}; here it must be {all}</source>
            <translation>die Angabe {name} ist vom Typ {type}; hier muss es {all} sein</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/forms.py" />
            <source>there is no open term {name}; there are {value}</source>
            <translation>es gibt keine offene Angabe {name}; es gibt {value}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/forms.py" />
            <source>{end} must end in .low or .high, or be a term</source>
            <translation>{end} muss mit .low oder .high enden oder eine offene Angabe sein</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/improve.py" />
            <source>a package that its sheet does not have</source>
            <translation>ein Paket, das sein Bogen nicht hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/improve.py" />
            <source>no package was agreed in it, so there is none to improve</source>
            <translation>darin wurde kein Paket vereinbart, also gibt es keines zu verbessern</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/improve.py" />
            <source>not a package</source>
            <translation>kein Paket</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <source>; </source>
            <translation>; </translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <source>April</source>
            <translation>April</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <source>August</source>
            <translation>August</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <source>December</source>
            <translation>Dezember</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <source>February</source>
            <translation>Februar</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <source>January</source>
            <translation>Januar</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <source>July</source>
            <translation>Juli</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <source>June</source>
            <translation>Juni</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <source>March</source>
            <translation>März</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <source>May</source>
            <translation>Mai</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <source>November</source>
            <translation>November</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <source>October</source>
            <translation>Oktober</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <location filename="../../desktop/ui/answers/conditions.py" />
            <location filename="../../desktop/ui/answers/results.py" />
            <source>Person {n}: {label}</source>
            <translation>Person {n}: {label}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <source>Quarter {n} of {year}</source>
            <translation>Quartal {n}/{year}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <source>September</source>
            <translation>September</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <location filename="../../desktop/ui/answers/calendar.py" />
            <source>Week {n} of {year}, {days}</source>
            <translation>Woche {n}/{year}, {days}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <location filename="../../desktop/ui/answers/calendar.py" />
            <source>{a} {from_month} – {b} {to_month}</source>
            <translation>{a}. {from_month} – {b}. {to_month}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <location filename="../../desktop/ui/answers/calendar.py" />
            <source>{a}–{b} {month}</source>
            <translation>{a}.–{b}. {month}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <location filename="../../desktop/ui/answers/results.py" />
            <source>{item}: {value}</source>
            <translation>{item}: {value}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <source>{month} {year}</source>
            <translation>{month} {year}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/in_words.py" />
            <location filename="../../desktop/ui/answers/conditions.py" />
            <location filename="../../desktop/ui/answers/results.py" />
            <source>{who}: {label}</source>
            <translation>{who}: {label}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/open_terms.py" />
            <source>a {type} term needs the key "options"</source>
            <translation>eine Angabe vom Typ {type} braucht den Schlüssel "options"</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/open_terms.py" />
            <source>another term has the same id</source>
            <translation>eine andere Angabe hat dieselbe Kennung</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/open_terms.py" />
            <source>is too large</source>
            <translation>ist zu groß</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/open_terms.py" />
            <source>must be a date like 2027-03-31, between {first_year} and {last_year}</source>
            <translation>muss ein Datum sein wie 2027-03-31, zwischen {first_year} und {last_year}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/open_terms.py" />
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>must be a list of texts</source>
            <translation>muss eine Liste von Texten sein</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/open_terms.py" />
            <source>must be a number with at most 15 digits and at most 6 more after the point</source>
            <translation>muss eine Zahl mit höchstens 15 Stellen sein und höchstens 6 nach dem Punkt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/open_terms.py" />
            <source>must be a whole number of at most 9 digits</source>
            <translation>muss eine ganze Zahl mit höchstens 9 Stellen sein</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/open_terms.py" />
            <source>must be one of {options}, not {text}</source>
            <translation>muss eines sein von {options}, nicht {text}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/open_terms.py" />
            <source>must be some of {options}, not {entry}</source>
            <translation>müssen einige sein von {options}, nicht {entry}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/open_terms.py" />
            <source>must be text</source>
            <translation>muss Text sein</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/open_terms.py" />
            <source>must be two dates, the earlier first, like [2027-03-01, 2027-03-31]</source>
            <translation>müssen zwei Daten sein, das frühere zuerst, wie [2027-03-01, 2027-03-31]</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/open_terms.py" />
            <source>must be two numbers, the lower first, like [100, 200]</source>
            <translation>müssen zwei Zahlen sein, die kleinere zuerst, wie [100, 200]</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/open_terms.py" />
            <source>only a choice or multi term has options</source>
            <translation>nur eine Angabe vom Typ choice oder multi hat Möglichkeiten</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/open_terms.py" />
            <source>only an int, list or multi term has bounds</source>
            <translation>nur eine Angabe vom Typ int, list oder multi hat Grenzen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/open_terms.py" />
            <source>there are {n}; at most {max_terms} are allowed</source>
            <translation>es sind {n}; höchstens {max_terms} sind erlaubt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>an option cannot be ticked and vetoed</source>
            <translation>eine Möglichkeit lässt sich nicht ankreuzen und mit einem Veto belegen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>at most {max_each} can be marked</source>
            <translation>höchstens {max_each} lassen sich markieren</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>at most {max_ticks} can be ticked</source>
            <translation>höchstens {max_ticks} lassen sich ankreuzen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>entry {number} cannot be marked by you; you can mark {value}</source>
            <translation>Eintrag {number} kannst du nicht markieren; du kannst {value} markieren</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>entry {number} is no amount of this item; there are {shown}</source>
            <translation>Eintrag {number} ist kein Betrag dieses Punktes; es gibt {shown}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>entry {number} is no option of this item; there are {names}</source>
            <translation>Eintrag {number} ist keine Möglichkeit dieses Punktes; es gibt {names}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>entry {number} is no window of this item; there are {names}</source>
            <translation>Eintrag {number} ist kein Zeitraum dieses Punktes; es gibt {names}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>entry {number} is there twice</source>
            <translation>Eintrag {number} steht zweimal da</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>entry {number} must be text of 1 to {max_entry_bytes} bytes</source>
            <translation>Eintrag {number} muss Text von 1 bis {max_entry_bytes} Byte sein</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>has a null character, which cannot be sent</source>
            <translation>enthält ein Nullzeichen, das sich nicht senden lässt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>has both a text and a file; only one can be opened</source>
            <translation>hat Text und Datei; nur eines davon kann geöffnet werden</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>has {n} different entries; at most {max_entries} are allowed</source>
            <translation>hat {n} verschiedene Einträge; höchstens {max_entries} sind erlaubt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>has {n} entries; at most {max_references} are allowed</source>
            <translation>hat {n} Einträge; höchstens {max_references} sind erlaubt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>has {n} entries; there are only {n2}</source>
            <translation>hat {n} Einträge; es gibt nur {n2}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>has {n} entries; there are only {n2} options</source>
            <translation>hat {n} Einträge; es gibt nur {n2} Möglichkeiten</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>is an empty list</source>
            <translation>ist eine leere Liste</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>is incomplete: the issue {name} is missing</source>
            <translation>ist unvollständig: Das Thema {name} fehlt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>is longer than {max_content_bytes} bytes; put it in a file</source>
            <translation>ist länger als {max_content_bytes} Byte; nimm dafür eine Datei</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>is missing; it must be one of {roles}</source>
            <translation>fehlt; es muss eines sein von {roles}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>is not a statement of yours; you have {value}</source>
            <translation>ist keine Aussage von dir; du hast {value}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>k must be at least 1 and at most the number of statements in of</source>
            <translation>k muss mindestens 1 sein und höchstens die Anzahl der Aussagen in of</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>must be a list</source>
            <translation>muss eine Liste sein</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>must be a list of amounts</source>
            <translation>muss eine Liste von Beträgen sein</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>must be a list, best first; options you like equally go in a list of their own</source>
            <translation>muss eine Liste sein, das Beste zuerst; was gleich gut ist, kommt in eine eigene Liste</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>must be a run without gaps {end}</source>
            <translation>muss eine Folge ohne Lücken sein {end}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>must be a table with an entry for each statement you offer</source>
            <translation>muss eine Tabelle sein mit einem Eintrag für jede Aussage, die du anbietest</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>must be between 0 and {most}</source>
            <translation>muss zwischen 0 und {most} liegen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>must be one of {levels}</source>
            <translation>muss eines sein von {levels}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>must be one of {options}</source>
            <translation>muss eines sein von {options}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>must be one of {roles}, not {role}</source>
            <translation>muss eines sein von {roles}, nicht {role}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>must be the path of a file</source>
            <translation>muss der Pfad einer Datei sein</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>must be true or false, without quotes</source>
            <translation>muss true oder false sein, ohne Anführungszeichen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>names an option that is there already</source>
            <translation>nennt eine Möglichkeit, die schon da ist</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <location filename="../../desktop/deals/schema.py" />
            <source>nothing</source>
            <translation>nichts</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>nothing can be marked on this sheet</source>
            <translation>auf diesem Bogen lässt sich nichts markieren</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>the sheet has no such item; it has {items}</source>
            <translation>der Bogen hat keinen solchen Punkt; er hat {items}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>there is no issue {name}; there are {issues}</source>
            <translation>es gibt kein Thema {name}; es gibt {issues}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>there is no option {name}; there are {options}</source>
            <translation>es gibt keine Möglichkeit {name}; es gibt {options}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>there is no veto on this item</source>
            <translation>bei diesem Punkt gibt es kein Veto</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>this item is not answered by your role; leave it out</source>
            <translation>diesen Punkt beantwortet deine Rolle nicht; lass ihn weg</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/parse_answers.py" />
            <source>this sheet has no roles; leave the key out</source>
            <translation>dieser Bogen hat keine Rollen; lass den Schlüssel weg</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>none of them accepts any of {name}</source>
            <translation>keine der anderen Personen {name} annimmt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>none of them accepts {name}</source>
            <translation>keine der anderen Personen {name} annimmt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>none of them entered any of {name}</source>
            <translation>keine der anderen Personen {name} eingetragen hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>none of them entered {name}</source>
            <translation>keine der anderen Personen {name} eingetragen hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>none of them offered any of {name}</source>
            <translation>keine der anderen Personen {name} angeboten hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>none of them offered {name}</source>
            <translation>keine der anderen Personen {name} angeboten hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>none of them said yes</source>
            <translation>keine der anderen Personen Ja gesagt hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>none of them ticked any of {name}</source>
            <translation>keine der anderen Personen {name} angekreuzt hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>none of them ticked {name}</source>
            <translation>keine der anderen Personen {name} angekreuzt hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>none of them vetoed any of {name}</source>
            <translation>keine der anderen Personen gegen {name} ein Veto eingelegt hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>none of them vetoed {name}</source>
            <translation>keine der anderen Personen gegen {name} ein Veto eingelegt hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>none of {name} is fine with any of them</source>
            <translation>{name} für keine der anderen Personen in Ordnung sind</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>none of {name} is fine with them</source>
            <translation>{name} auf der anderen Seite nicht in Ordnung sind</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>none of {name} is fine with you</source>
            <translation>{name} für dich nicht in Ordnung sind</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they accept none of {name}</source>
            <translation>dein Gegenüber {name} nicht annimmt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they accept {name}</source>
            <translation>dein Gegenüber {name} annimmt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they all accept {name}</source>
            <translation>alle anderen {name} annehmen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they all chose less than {name}</source>
            <translation>alle anderen weniger als {name} gewählt haben</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they all chose {name}</source>
            <translation>alle anderen {name} gewählt haben</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they all chose {name} or more</source>
            <translation>alle anderen {name} oder mehr gewählt haben</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they all entered {name}</source>
            <translation>alle anderen {name} eingetragen haben</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they all offered {name}</source>
            <translation>alle anderen {name} angeboten haben</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they all said yes</source>
            <translation>alle anderen Ja gesagt haben</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they all ticked {name}</source>
            <translation>alle anderen {name} angekreuzt haben</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they all vetoed {name}</source>
            <translation>alle anderen gegen {name} ein Veto eingelegt haben</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they chose less than {name}</source>
            <translation>dein Gegenüber weniger als {name} gewählt hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they chose {name}</source>
            <translation>dein Gegenüber {name} gewählt hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they chose {name} or more</source>
            <translation>dein Gegenüber {name} oder mehr gewählt hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they did not enter {name}</source>
            <translation>dein Gegenüber {name} nicht eingetragen hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they did not offer {name}</source>
            <translation>dein Gegenüber {name} nicht angeboten hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they did not say yes</source>
            <translation>dein Gegenüber nicht Ja gesagt hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they did not tick {name}</source>
            <translation>dein Gegenüber {name} nicht angekreuzt hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they did not veto {name}</source>
            <translation>dein Gegenüber gegen {name} kein Veto eingelegt hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they do not accept {name}</source>
            <translation>dein Gegenüber {name} nicht annimmt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they entered none of {name}</source>
            <translation>dein Gegenüber {name} nicht eingetragen hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they entered {name}</source>
            <translation>dein Gegenüber {name} eingetragen hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they offered none of {name}</source>
            <translation>dein Gegenüber {name} nicht angeboten hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they offered {name}</source>
            <translation>dein Gegenüber {name} angeboten hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they said yes</source>
            <translation>dein Gegenüber Ja gesagt hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they ticked none of {name}</source>
            <translation>dein Gegenüber {name} nicht angekreuzt hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they ticked {name}</source>
            <translation>dein Gegenüber {name} angekreuzt hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they vetoed none of {name}</source>
            <translation>dein Gegenüber gegen {name} kein Veto eingelegt hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>they vetoed {name}</source>
            <translation>dein Gegenüber gegen {name} ein Veto eingelegt hat</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>you accept none of {name}</source>
            <translation>du {name} nicht annimmst</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>you accept {name}</source>
            <translation>du {name} annimmst</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>you chose less than {name}</source>
            <translation>du weniger als {name} gewählt hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>you chose {name}</source>
            <translation>du {name} gewählt hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>you chose {name} or more</source>
            <translation>du {name} oder mehr gewählt hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>you did not enter {name}</source>
            <translation>du {name} nicht eingetragen hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>you did not offer {name}</source>
            <translation>du {name} nicht angeboten hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>you did not say yes</source>
            <translation>du nicht Ja gesagt hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>you did not tick {name}</source>
            <translation>du {name} nicht angekreuzt hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>you did not veto {name}</source>
            <translation>du gegen {name} kein Veto eingelegt hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>you do not accept {name}</source>
            <translation>du {name} nicht annimmst</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>you entered none of {name}</source>
            <translation>du {name} nicht eingetragen hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>you entered {name}</source>
            <translation>du {name} eingetragen hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>you offered none of {name}</source>
            <translation>du {name} nicht angeboten hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>you offered {name}</source>
            <translation>du {name} angeboten hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <location filename="../../desktop/deals/preview_words.py" />
            <source>you said yes</source>
            <translation>du Ja gesagt hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>you ticked none of {name}</source>
            <translation>du {name} nicht angekreuzt hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>you ticked {name}</source>
            <translation>du {name} angekreuzt hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>you vetoed none of {name}</source>
            <translation>du gegen {name} kein Veto eingelegt hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>you vetoed {name}</source>
            <translation>du gegen {name} ein Veto eingelegt hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>{name} are fine with them</source>
            <translation>{name} auf der anderen Seite in Ordnung sind</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>{name} are fine with them all</source>
            <translation>{name} für alle anderen in Ordnung sind</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>{name} are fine with you</source>
            <translation>{name} für dich in Ordnung sind</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>{name} is fine with none of them</source>
            <translation>{name} für keine der anderen Personen in Ordnung ist</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>{name} is fine with them</source>
            <translation>{name} auf der anderen Seite in Ordnung ist</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>{name} is fine with them all</source>
            <translation>{name} für alle anderen in Ordnung ist</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>{name} is fine with you</source>
            <translation>{name} für dich in Ordnung ist</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>{name} is not fine with them</source>
            <translation>{name} auf der anderen Seite nicht in Ordnung ist</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>{name} is not fine with you</source>
            <translation>{name} für dich nicht in Ordnung ist</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/deals/preview_facts.py" />
            <source>{n} more</source>
            <extracomment>For one: {n} more</extracomment>
            <translation>
                <numerusform>{n} weiteres</numerusform>
                <numerusform>{n} weitere</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>1 chance in {n}</source>
            <translation>in 1 von {n} Fällen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>All chances are for somebody who knew nothing before and takes every possible answer for equally likely.</source>
            <translation>Alle Chancen gelten für jemanden, der vorher nichts wusste und jede mögliche Antwort für gleich wahrscheinlich hält.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>All or nothing: if anything is shown, everyone knows that everything was agreed; if nothing is, that something was not.</source>
            <translation>Alles oder nichts: Wird etwas gezeigt, wissen alle, dass alles vereinbart wurde; wird nichts gezeigt, dass etwas nicht vereinbart wurde.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>Always shown, whatever anybody ticked, so that it tells nothing: {names}.</source>
            <translation>Wird immer gezeigt, was auch angekreuzt ist, und sagt darum nichts: {names}.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>At worst they can be sure of your whole answer; before, they would guess it with {chance}.</source>
            <translation>Im schlimmsten Fall ist deine ganze Antwort sicher bekannt; vorher ließe sie sich {chance} erraten.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>Comparing again with changed answers tells more: both results together.</source>
            <translation>Noch einmal mit anderen Antworten zu vergleichen verrät mehr: beide Ergebnisse zusammen.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>Everyone sees before the comparison that you attach a file here and about how large it is, so that you offer something, even if it never opens.</source>
            <translation>Vor dem Vergleich sehen alle, dass du hier eine Datei anhängst und wie groß sie ungefähr ist. Sie sehen also, dass du etwas anbietest, auch wenn es nie aufgeht.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>Everything is given away: whatever comes out, they can work out your whole answer.</source>
            <translation>Alles wird verraten: Was auch herauskommt, andere können sich deine ganze Antwort ausrechnen.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>If a dealbreaker stands in the way, everyone learns that and nothing else.</source>
            <translation>Wenn ein K.-o.-Punkt im Weg steht, erfahren alle nur das und sonst nichts.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>If all the others together marked none, they know then that it was yours.</source>
            <translation>Wenn alle anderen zusammen keinen markiert haben, wissen sie dann, dass es einer von deinen war.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>If nothing is shown</source>
            <translation>Wenn nichts gezeigt wird</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>If something is shown here</source>
            <translation>Wenn hier etwas gezeigt wird</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>If they marked none, they know then that it is one of yours.</source>
            <translation>Wenn dein Gegenüber keinen markiert hat, ist dort dann klar, dass es einer von deinen ist.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>If they marked none, they know then that it is yours.</source>
            <translation>Wenn dein Gegenüber keinen markiert hat, ist dort dann klar, dass es deiner ist.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>If this comes out as agreed</source>
            <translation>Wenn das als vereinbart herauskommt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>In {n} of {m} cases a yes is not shown all the same, so that showing nothing points at nobody.</source>
            <translation>In {n} von {m} Fällen wird ein Ja trotzdem nicht gezeigt, damit das Nichtgezeigte auf niemanden deutet.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>It is a dealbreaker of yours: if it is not agreed, nothing comes out, and as nothing else can be marked here, everyone knows that it was this.</source>
            <translation>Das ist ein K.-o.-Punkt von dir: Wird er nicht vereinbart, kommt nichts heraus, und da hier nichts anderes markiert werden kann, wissen alle, dass es dieser war.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>It is a dealbreaker of yours: if it is not agreed, nothing comes out, not even which dealbreaker it was.</source>
            <translation>Das ist ein K.-o.-Punkt von dir: Wird er nicht vereinbart, kommt nichts heraus, auch nicht, welcher K.-o.-Punkt es war.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>It is all or nothing: this is shown only together with everything else.</source>
            <translation>Es gilt alles oder nichts: Das wird nur zusammen mit allem anderen gezeigt.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>Not needed for all or nothing: {items}.</source>
            <translation>Für alles oder nichts nicht nötig: {items}.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>Nothing better is shown; what was agreed stands.</source>
            <translation>Es wird nichts Besseres gezeigt; das Vereinbarte gilt weiter.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>Nothing is shown here.</source>
            <translation>Hier wird nichts gezeigt.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <location filename="../../desktop/ui/widgets/foretold.py" />
            <source>Opened: {what}.</source>
            <translation>Geöffnet: {what}.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>Shown as agreed.</source>
            <translation>Als vereinbart gezeigt.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>Shown: a sum of {n}.</source>
            <translation>Gezeigt: eine Summe von {n}.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>Shown: {n} in common.</source>
            <translation>Gezeigt: {n} gemeinsam.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <location filename="../../desktop/ui/widgets/foretold.py" />
            <source>Shown: {what}.</source>
            <translation>Gezeigt: {what}.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>They can guess your answer no better than before: with {chance}.</source>
            <translation>Deine Antwort lässt sich nicht besser erraten als vorher: {chance}.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>They could guess your answer with at most {after}; before, with {before}.</source>
            <translation>Deine Antwort ließe sich höchstens {after} erraten; vorher {before}.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>This opens only if “{gate}” is agreed; if it does not open, it tells nothing about your answer here.</source>
            <translation>Das geht nur auf, wenn „{gate}“ vereinbart ist; geht es nicht auf, sagt es nichts über deine Antwort hier.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>Those who entered a lot can tell more from what is shown, and from what is not, than those who entered little.</source>
            <translation>Wer viel eingetragen hat, erkennt aus dem Gezeigten und aus dem Nichtgezeigten mehr, als wer wenig eingetragen hat.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>Too many answers are possible here to say how well they could guess yours.</source>
            <translation>Hier sind zu viele Antworten möglich, um zu sagen, wie gut sich deine erraten ließe.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>What hangs on something else is shown only if that is shown too; otherwise it tells nothing.</source>
            <translation>Was von etwas anderem abhängt, wird nur gezeigt, wenn auch das gezeigt wird; sonst sagt es nichts.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>Whatever is shown here, they know that {mine}, and you know that {theirs}.</source>
            <translation>Was hier auch gezeigt wird: Andere wissen, dass {mine}, und du weißt: {theirs}.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>With your answer nothing can be shown here.</source>
            <translation>Mit deiner Antwort kann hier nichts gezeigt werden.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>With your other answers this cannot open, so it tells nothing about your answer here.</source>
            <translation>Mit deinen anderen Antworten kann das nicht aufgehen; es sagt also nichts über deine Antwort hier.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>You are not asked here, so nothing about you can come out.</source>
            <translation>Du wirst hier nicht gefragt, also kann nichts über dich herauskommen.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>You marked none, so you would know that it was not yours.</source>
            <translation>Du hast keinen markiert, also wüsstest du, dass es keiner von deinen war.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>You marked none, so you would know that it was theirs.</source>
            <translation>Du hast keinen markiert, also wüsstest du, dass es einer von der anderen Seite war.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>about 1 chance in {n}</source>
            <translation>in etwa 1 von {n} Fällen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>certainty</source>
            <translation>in jedem Fall</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>even chances</source>
            <translation>in der Hälfte der Fälle</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>hardly any chance</source>
            <translation>in kaum einem Fall</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>it is acceptable to them</source>
            <translation>auf der anderen Seite auch</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>it is acceptable to them all</source>
            <translation>für alle anderen auch</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>it is acceptable to you</source>
            <translation>es für dich annehmbar ist</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>it is fine with them</source>
            <translation>auf der anderen Seite auch</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>it is fine with them all</source>
            <translation>für alle anderen auch</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>it is fine with you</source>
            <translation>es für dich in Ordnung ist</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>it is no worse for you than what you agreed</source>
            <translation>es für dich nicht schlechter ist als das Vereinbarte</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>nor for any of them</source>
            <translation>für die anderen auch nicht</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>nor for them</source>
            <translation>auf der anderen Seite auch nicht</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>some of them may be able to tell that {facts}</source>
            <translation>können einige der anderen vielleicht erkennen, dass {facts}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>the others offered the rest</source>
            <translation>der Rest kam von den anderen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>they all did</source>
            <translation>alle anderen auch</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>they all do</source>
            <translation>alle anderen auch</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>they cannot be sure of anything you entered</source>
            <translation>kann niemand sicher sein, was du eingegeben hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>they did</source>
            <translation>dein Gegenüber auch</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>they do</source>
            <translation>dein Gegenüber auch</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>they know that {facts}</source>
            <translation>wissen andere, dass {facts}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>they may be able to tell that {facts}</source>
            <translation>können andere vielleicht erkennen, dass {facts}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>they offered the rest</source>
            <translation>der Rest kam von der anderen Seite</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>you accept it</source>
            <translation>du es annimmst</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>you chose that much or more</source>
            <translation>du so viel oder mehr gewählt hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>you entered it</source>
            <translation>du es eingetragen hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>you offered what is yours of it</source>
            <translation>du angeboten hast, was davon deins ist</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>you ticked it</source>
            <translation>du es angekreuzt hast</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>{if_so}, they know that {mine}, and you know that {theirs}.</source>
            <translation>{if_so}, wissen andere, dass {mine}, und du weißt: {theirs}.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>{if_so}, they know that {mine}.</source>
            <translation>{if_so}, wissen andere, dass {mine}.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>{if_so}, {they_know}.</source>
            <translation>{if_so}, {they_know}.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>{if_so}, {they_know}; you know that {facts}.</source>
            <translation>{if_so}, {they_know}; du weißt, dass {facts}.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>{n} chances in 100</source>
            <translation>in {n} von 100 Fällen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/preview_words.py" />
            <source>“{item}” is answered only by: {who}. Everyone sees what comes out.</source>
            <translation>„{item}“ beantwortet nur: {who}. Alle sehen, was herauskommt.</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/reading.py" />
            <source>the file has {n} bytes; at most {most} are allowed</source>
            <translation>die Datei hat {n} Byte; höchstens {most} sind erlaubt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/reading.py" />
            <source>the file is not UTF-8 text (byte {n})</source>
            <translation>die Datei ist kein UTF-8-Text (Byte {n})</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/reading.py" />
            <source>the file is not valid TOML: a number or date in it cannot be read</source>
            <translation>die Datei ist kein gültiges TOML: Eine Zahl oder ein Datum darin lässt sich nicht lesen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/reading.py" />
            <source>the file is not valid TOML: {why}</source>
            <translation>die Datei ist kein gültiges TOML: {why}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/reading.py" />
            <source>the file nests more than {n} levels deep</source>
            <translation>die Datei ist tiefer als {n} Ebenen verschachtelt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/references.py" />
            <source>{name} can mean more than one; write {choices}</source>
            <translation>{name} kann mehr als eine meinen; schreib {choices}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/references.py" />
            <source>{name} names no statement of the others; they have {known}</source>
            <translation>{name} nennt keine Aussage der anderen; sie haben {known}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/references.py" />
            <source>{name}: before the point goes a role with that statement, any, or a seat number</source>
            <translation>{name}: Vor dem Punkt steht eine Rolle mit dieser Aussage, any oder eine Platznummer</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/references.py" />
            <source>{name}: there are at most {n} seats</source>
            <translation>{name}: Es gibt höchstens {n} Plätze</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/role_names.py" />
            <source>acquirer</source>
            <translation>Erwerber</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/role_names.py" />
            <source>artist</source>
            <translation>Künstler/in</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/role_names.py" />
            <source>buyer</source>
            <translation>Käufer/in</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/role_names.py" />
            <source>candidate</source>
            <translation>Bewerber/in</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/role_names.py" />
            <source>client team</source>
            <translation>Client-Team</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/role_names.py" />
            <source>employer</source>
            <translation>Arbeitgeber</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/role_names.py" />
            <source>foundation</source>
            <translation>Stiftung</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/role_names.py" />
            <source>founder</source>
            <translation>Gründer/in</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/role_names.py" />
            <source>investor</source>
            <translation>Investor/in</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/role_names.py" />
            <source>layer2 or app</source>
            <translation>Layer 2 oder App</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/role_names.py" />
            <source>observer seat</source>
            <translation>Beobachterplatz</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/role_names.py" />
            <source>staking or infra</source>
            <translation>Staking oder Infrastruktur</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/role_names.py" />
            <source>target</source>
            <translation>Zielunternehmen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/rule.py" />
            <source>a set is for two people who both answer</source>
            <translation>eine Menge ist für zwei Personen, die beide antworten</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/rule.py" />
            <source>at most {max_statements} statements over all people</source>
            <translation>höchstens {max_statements} Aussagen von allen zusammen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/rule.py" />
            <source>best_product is for at most 3 people, or at most 64 packages</source>
            <translation>best_product ist für höchstens 3 Personen oder höchstens 64 Pakete</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/rule.py" />
            <source>nobody here has a role that answers it</source>
            <translation>niemand hier hat eine Rolle, die das beantwortet</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/rule.py" />
            <source>the agreement to be improved has the roles {before}</source>
            <translation>die Vereinbarung, die verbessert werden soll, hat die Rollen {before}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/rule.py" />
            <source>the agreement to be improved is between {before} people, not {n}</source>
            <translation>die Vereinbarung, die verbessert werden soll, gilt zwischen {before} Personen, nicht {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/rule.py" />
            <source>the role "{role}" must be taken by one person; nobody took it</source>
            <translation>die Rolle "{role}" muss eine Person übernehmen; niemand hat sie</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/rule.py" />
            <source>the role "{role}" must be taken by one person; {n} people took it</source>
            <translation>die Rolle "{role}" muss eine Person übernehmen; {n} Personen haben sie</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/rule.py" />
            <source>there is no role "{role}" on this sheet</source>
            <translation>auf diesem Bogen gibt es keine Rolle "{role}"</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/rule.py" />
            <source>this sheet is for {people} people in one run, not for {n}</source>
            <translation>dieser Bogen ist für {people} Personen auf einmal, nicht für {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/rule.py" />
            <source>total needs at least {min_seats_for_total} people who answer; {n} do</source>
            <translation>total braucht mindestens {min_seats_for_total} Personen, die antworten; es sind {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/rule.py" />
            <source>{k_for} of {n} people is not possible</source>
            <translation>{k_for} von {n} Personen ist nicht möglich</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/rule.py" />
            <source>{least} to {most}</source>
            <translation>{least} bis {most}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/rule.py" />
            <source>{veto_threshold} of {n} people is not possible</source>
            <translation>{veto_threshold} von {n} Personen ist nicht möglich</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/schema.py" />
            <source>a date without quotes</source>
            <translation>ein Datum ohne Anführungszeichen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/schema.py" />
            <source>a list</source>
            <translation>eine Liste</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/schema.py" />
            <source>a number with a point</source>
            <translation>eine Zahl mit Punkt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/schema.py" />
            <source>a table</source>
            <translation>eine Tabelle</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/schema.py" />
            <source>a time without quotes</source>
            <translation>eine Uhrzeit ohne Anführungszeichen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/schema.py" />
            <source>a whole number</source>
            <translation>eine ganze Zahl</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/schema.py" />
            <source>does not have the right form</source>
            <translation>hat nicht die richtige Form</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/schema.py" />
            <source>has the unknown key {key}</source>
            <translation>hat den unbekannten Schlüssel {key}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/schema.py" />
            <source>lacks the key {key}</source>
            <translation>es fehlt der Schlüssel {key}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/schema.py" />
            <source>must be a table</source>
            <translation>muss eine Tabelle sein</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/schema.py" />
            <source>must be {expected}, not {found}</source>
            <translation>muss {expected} sein, nicht {found}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/schema.py" />
            <source>text</source>
            <translation>Text</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/schema.py" />
            <source>the key {key} is missing</source>
            <translation>der Schlüssel {key} fehlt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/schema.py" />
            <source>true or false</source>
            <translation>true oder false</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/schema.py" />
            <source>unknown key {key}; did you mean {other}?</source>
            <translation>unbekannter Schlüssel {key}; meinst du {other}?</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/schema.py" />
            <source>unknown key {key}; known here: {known}</source>
            <translation>unbekannter Schlüssel {key}; hier bekannt: {known}</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/terms.py" />
            <source>the sheet has no open terms</source>
            <translation>der Bogen hat keine offenen Angaben</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/text.py" />
            <source>a character that does not exist</source>
            <translation>ein Zeichen, das es nicht gibt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/text.py" />
            <source>a control character</source>
            <translation>ein Steuerzeichen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/text.py" />
            <source>a line break</source>
            <translation>einen Zeilenumbruch</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/text.py" />
            <source>a private character</source>
            <translation>ein privates Zeichen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/text.py" />
            <source>an invisible character</source>
            <translation>ein unsichtbares Zeichen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/text.py" />
            <source>begins or ends with a space</source>
            <translation>beginnt oder endet mit einem Leerzeichen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/text.py" />
            <source>half a character</source>
            <translation>ein halbes Zeichen</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/text.py" />
            <source>holds {reason} ({code}, character {position}); only plain one-line text is allowed</source>
            <translation>enthält {reason} ({code}, Zeichen {position}); nur einfacher Text in einer Zeile ist erlaubt</translation>
        </message>
        <message>
            <location filename="../../desktop/deals/text.py" />
            <source>is {n} characters long; at most {most} are allowed</source>
            <translation>ist {n} Zeichen lang; höchstens {most} sind erlaubt</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>A cable between two computers works like that. Use an invite.</source>
            <translation>Ein Kabel zwischen zwei Computern funktioniert so. Nimm eine Einladung.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>A firewall is on ({name}). It may keep others from reaching this computer.</source>
            <translation>Eine Firewall ist eingeschaltet ({name}). Sie hält vielleicht andere davon ab, diesen Computer zu erreichen.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>A firewall or a sandbox stops this program. Allow it to use networks.</source>
            <translation>Eine Firewall oder eine Sandbox hält dieses Programm auf. Erlaub ihm, Netzwerke zu benutzen.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>If others cannot reach you, pause the VPN or allow local network access in its settings.</source>
            <translation>Wenn andere dich nicht erreichen: Halt das VPN an oder erlaub in seinen Einstellungen das lokale Netzwerk.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>If you do not see each other, use an invite.</source>
            <translation>Wenn ihr einander nicht seht, nehmt eine Einladung.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>Install PyNaCl 1.6.2 or newer.</source>
            <translation>Installier PyNaCl 1.6.2 oder neuer.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>Network: connected through {name}.</source>
            <translation>Netzwerk: verbunden über {name}.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>Network: only through tunnels or virtual adapters; other computers may not get through.</source>
            <translation>Netzwerk: nur über Tunnel oder virtuelle Adapter; andere Computer kommen vielleicht nicht durch.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>Network: {name} is on, but nobody gave this computer an address there.</source>
            <translation>Netzwerk: {name} ist eingeschaltet, aber dieser Computer hat dort keine Adresse bekommen.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>No other computer was heard: nobody else is here, or this network hides computers from each other.</source>
            <translation>Kein anderer Computer war zu hören: Es ist niemand da, oder dieses Netzwerk versteckt Computer voreinander.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>None of the other person’s addresses is in a network of this computer, and none answers.</source>
            <translation>Keine Adresse deines Gegenübers ist in einem Netzwerk dieses Computers, und keine antwortet.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>The cryptographic library accepts numbers it must refuse. Nothing can be compared safely.</source>
            <translation>Die kryptografische Bibliothek nimmt Zahlen an, die sie ablehnen muss. So lässt sich nichts sicher vergleichen.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>The cryptographic library passed its self-test.</source>
            <translation>Die kryptografische Bibliothek hat ihre Selbstprüfung bestanden.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>The other computer is next door, but does not let this one in.</source>
            <translation>Der andere Computer ist im selben Netzwerk, lässt diesen hier aber nicht herein.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>The other computer was asking for people nearby, and this one did not hear it.</source>
            <translation>Der andere Computer hat nach Leuten in der Nähe gefragt, und dieser hat es nicht gehört.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>The other person’s address answers.</source>
            <translation>Die Adresse deines Gegenübers antwortet.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>This computer accepts connections: the other one got through.</source>
            <translation>Dieser Computer nimmt Verbindungen an: Der andere kam durch.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>This computer can wait for others, as far as it can tell alone.</source>
            <translation>Dieser Computer kann auf andere warten, soweit er das allein sagen kann.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>This computer cannot wait for others ({why}).</source>
            <translation>Dieser Computer kann nicht auf andere warten ({why}).</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>This computer hears other computers.</source>
            <translation>Dieser Computer hört andere Computer.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>This computer reaches the other one, which has no way back: they are on different networks.</source>
            <translation>Dieser Computer erreicht den anderen, aber der hat keinen Weg zurück: Sie sind in verschiedenen Netzwerken.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <location filename="../../desktop/doctor/words.py" />
            <source>Use an invite.</source>
            <translation>Nimm eine Einladung.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>VPN: none found.</source>
            <translation>VPN: keines gefunden.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>VPN: on ({names}), and not in the way.</source>
            <translation>VPN: eingeschaltet ({names}) und nicht im Weg.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>VPN: tunnels or virtual adapters are on ({names}). They often hide nearby computers.</source>
            <translation>VPN: Tunnel oder virtuelle Adapter sind eingeschaltet ({names}). Sie verstecken oft Computer in der Nähe.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>Windows Firewall has no rule for Common Ground yet. It may keep others out.</source>
            <translation>Die Windows-Firewall hat noch keine Regel für Common Ground. Vielleicht hält sie andere draußen.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>Windows Firewall lets others in on private networks, but not on public ones.</source>
            <translation>Die Windows-Firewall lässt andere in privaten Netzwerken herein, in öffentlichen nicht.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>Windows Firewall lets others in on public networks, but not on private ones.</source>
            <translation>Die Windows-Firewall lässt andere in öffentlichen Netzwerken herein, in privaten nicht.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/verdict.py" />
            <source>macOS lets Common Ground onto the local network, as far as it can tell.</source>
            <translation>macOS lässt Common Ground ins lokale Netzwerk, soweit sich das sagen lässt.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>A VPN ({name}) is on.</source>
            <translation>Ein VPN ({name}) ist eingeschaltet.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>Accept new connections from {network} in the rules of nftables.</source>
            <translation>Nimm in den Regeln von nftables neue Verbindungen aus {network} an.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>Allow Common Ground in Windows Firewall, for public networks too.</source>
            <translation>Lass Common Ground in der Windows-Firewall zu, auch für öffentliche Netzwerke.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>Everything looks fine. Ask the other person to run this check too.</source>
            <translation>Alles sieht gut aus. Bitte dein Gegenüber, diese Prüfung auch zu machen.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>Everything looks fine. The two computers reach each other.</source>
            <translation>Alles sieht gut aus. Die beiden Computer erreichen einander.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Invites still work.</source>
            <translation>Einladungen gehen trotzdem.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>It often hides nearby computers. Pause it, or allow local network access in its settings.</source>
            <translation>Es versteckt oft Computer in der Nähe. Halt es an oder erlaub in seinen Einstellungen das lokale Netzwerk.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Join the same Wi-Fi as the other person, or plug in a cable.</source>
            <translation>Geh in dasselbe WLAN wie dein Gegenüber oder steck ein Kabel ein.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>Leave the other one, if an invite does not work.</source>
            <translation>Verlass das andere, wenn eine Einladung nicht funktioniert.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Looking for people nearby does not work on this computer right now.</source>
            <translation>Leute in der Nähe zu suchen geht auf diesem Computer gerade nicht.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>Open that page.</source>
            <translation>Öffne diese Seite.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Show an invite.</source>
            <translation>Zeig eine Einladung.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>Switch it on under Privacy &amp; Security, Local Network.</source>
            <translation>Schalt es unter „Datenschutz &amp; Sicherheit“, „Lokales Netzwerk“ ein.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>The firewall of the other computer is probably in the way.</source>
            <translation>Wahrscheinlich ist die Firewall des anderen Computers im Weg.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>The other computer is on another network.</source>
            <translation>Der andere Computer ist in einem anderen Netzwerk.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>This computer is on two networks.</source>
            <translation>Dieser Computer ist in zwei Netzwerken.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>This computer’s firewall is blocking Common Ground.</source>
            <translation>Die Firewall dieses Computers blockiert Common Ground.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>This network hides computers from each other. Invites still work.</source>
            <translation>Dieses Netzwerk versteckt Computer voreinander. Einladungen gehen trotzdem.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>This network keeps computers apart.</source>
            <translation>Dieses Netzwerk hält Computer voneinander fern.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>To find out, run `commonground doctor --wait` on one computer and `commonground doctor --check` on the other.</source>
            <translation>Um es herauszufinden, führ `commonground doctor --wait` auf dem einen und `commonground doctor --check` auf dem anderen Computer aus.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Try again.</source>
            <translation>Versuch es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>Try from the other side: let the other person show an invite, and use it here.</source>
            <translation>Versucht es von der anderen Seite aus: Lass dein Gegenüber eine Einladung zeigen und benutz sie hier.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Use a phone hotspot, a cable or a router of your own.</source>
            <translation>Nimm einen Handy-Hotspot, ein Kabel oder einen eigenen Router.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>We could not find the cause.</source>
            <translation>Die Ursache war nicht zu finden.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>Which one do you share with the other person?</source>
            <translation>In welchem ist dein Gegenüber auch?</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>Windows Firewall is blocking other computers from reaching this one.</source>
            <translation>Die Windows-Firewall hindert andere Computer daran, diesen zu erreichen.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>Your VPN is probably in the way.</source>
            <translation>Wahrscheinlich ist dein VPN im Weg.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>Your firewall is blocking Common Ground.</source>
            <translation>Deine Firewall blockiert Common Ground.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>macOS is keeping Common Ground off the local network.</source>
            <translation>macOS hält Common Ground vom lokalen Netzwerk fern.</translation>
        </message>
        <message>
            <location filename="../../desktop/doctor/words.py" />
            <source>{command}</source>
            <translation>{command}</translation>
        </message>
        <message>
            <location filename="../../desktop/language.py" />
            <source>, </source>
            <translation>, </translation>
        </message>
        <message>
            <location filename="../../desktop/language.py" />
            <source>{first} and {last}</source>
            <translation>{first} und {last}</translation>
        </message>
        <message>
            <location filename="../../desktop/language.py" />
            <source>{first} or {last}</source>
            <translation>{first} oder {last}</translation>
        </message>
        <message>
            <location filename="../../desktop/language.py" />
            <source>“{text}”</source>
            <translation>„{text}“</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Add --help to see how.</source>
            <translation>Häng --help an, um zu sehen, wie.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Agree on who takes which role.</source>
            <translation>Einigt euch, wer welche Rolle nimmt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Ask for a new one.</source>
            <translation>Bitte um eine neue.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Ask for new words.</source>
            <translation>Frag nach neuen Wörtern.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Ask the person who gave it to you for the original file.</source>
            <translation>Bitte die Person, von der du sie hast, um die ursprüngliche Datei.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Ask them to read the words again. {tries}</source>
            <translation>Lass sie dir noch einmal vorlesen. {tries}</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Ask them to send the invite text.</source>
            <translation>Lass dir den Text der Einladung schicken.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Ask whether it is still waiting, and try again.</source>
            <translation>Frag, ob dort noch gewartet wird, und versuch es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Ask whether they have it too.</source>
            <translation>Frag, ob es auf der anderen Seite auch da ist.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Ask {name} for a new one.</source>
            <translation>Bitte {name} um eine neue.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Ask {name} which sheet was meant.</source>
            <translation>Frag {name}, welcher Bogen gemeint war.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Cancel.</source>
            <translation>Brich ab.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Carrying on where we can.</source>
            <translation>Es geht weiter, wo es geht.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Check the name.</source>
            <translation>Prüf den Namen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Check the second word on their screens.</source>
            <translation>Schau auf das zweite Wort auf ihren Bildschirmen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Choose another file.</source>
            <translation>Wähl eine andere Datei.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Choose another folder.</source>
            <translation>Wähl einen anderen Ordner.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Choose another sheet.</source>
            <translation>Wähl einen anderen Bogen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <location filename="../../desktop/strings/errors.py" />
            <source>Choose by that word: `commonground join --from WORD`.</source>
            <translation>Wähl nach diesem Wort: `commonground join --from WORT`.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Common Ground closed unexpectedly last time.</source>
            <translation>Common Ground hat sich letztes Mal unerwartet geschlossen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Common Ground stopped because of a fault of its own.</source>
            <translation>Common Ground hat wegen eines eigenen Fehlers angehalten.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Compare again with a new invite.</source>
            <translation>Vergleicht mit einer neuen Einladung noch einmal.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Compare without them? Everyone has to agree.</source>
            <translation>Ohne diese Person vergleichen? Alle müssen zustimmen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Connection lost.</source>
            <translation>Die Verbindung ist weg.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <location filename="../../desktop/ui/flow/fixing.py" />
            <source>Copy all of it, from “Common Ground invite” to the last line.</source>
            <translation>Kopier sie ganz, von „Common-Ground-Einladung“ bis zur letzten Zeile.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Correct the answers file. `commonground sheet answers FILE` prints a blank one that fits.</source>
            <translation>Verbessere die Antwortdatei. `commonground sheet answers DATEI` gibt eine leere aus, die passt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <location filename="../../desktop/strings/errors.py" />
            <source>Correct the words.</source>
            <translation>Verbessere die Wörter.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Could not check for updates.</source>
            <translation>Nach einer neuen Version zu sehen hat nicht geklappt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Enter the address on their screen: `commonground join --at ADDRESS`.</source>
            <translation>Gib die Adresse ein, die dort auf dem Bildschirm steht: `commonground join --at ADRESSE`.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>For safety this invite is now closed.</source>
            <translation>Zur Sicherheit ist diese Einladung jetzt geschlossen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Free some space, then compare again.</source>
            <translation>Mach etwas Platz und vergleicht dann noch einmal.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Free some space.</source>
            <translation>Mach etwas Platz.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Free some space; we keep trying. Please do not close the window.</source>
            <translation>Mach etwas Platz; es wird weiter versucht. Bitte schließ das Fenster nicht.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Give it to the other person.</source>
            <translation>Gib sie deinem Gegenüber.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>If it was not you, tell {name}.</source>
            <translation>Wenn du das nicht warst, lass es {name} wissen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <location filename="../../desktop/strings/errors.py" />
            <source>Install the same version on both computers.</source>
            <translation>Installiert auf beiden Computern dieselbe Version.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>It did not come back.</source>
            <translation>Sie kam nicht zurück.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>It is a setting of the Wi-Fi, not of your computer.</source>
            <translation>Das ist eine Einstellung des WLANs, nicht deines Computers.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <location filename="../../desktop/strings/errors.py" />
            <source>It is not changed. Update to open it.</source>
            <translation>Er ist nicht verändert. Bring Common Ground auf den neuen Stand, um ihn zu öffnen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>It may be a new computer, or someone else using the name.</source>
            <translation>Vielleicht ist es ein neuer Computer, vielleicht jemand anderes unter diesem Namen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Leave out --listen, or choose another port.</source>
            <translation>Lass --listen weg oder wähl einen anderen Port.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Look at it with `commonground join --show`.</source>
            <translation>Sieh ihn dir mit `commonground join --show` an.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Meet again with new words.</source>
            <translation>Trefft euch mit neuen Wörtern noch einmal.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <location filename="../../desktop/strings/errors.py" />
            <source>Nobody got a result.</source>
            <translation>Niemand hat ein Ergebnis bekommen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Nothing was changed.</source>
            <translation>Nichts wurde geändert.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Nothing was sent.</source>
            <translation>Nichts wurde gesendet.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Open the download page, or try later.</source>
            <translation>Öffne die Download-Seite oder versuch es später.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Open the folder with the copy.</source>
            <translation>Öffne den Ordner mit der Kopie.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Open the network settings.</source>
            <translation>Öffne die Netzwerkeinstellungen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Paste another invite.</source>
            <translation>Füg eine andere Einladung ein.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Paste the invite again.</source>
            <translation>Füg die Einladung noch einmal ein.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Please look at the marked lines.</source>
            <translation>Bitte sieh dir die markierten Zeilen an.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Reject change.</source>
            <translation>Änderung ablehnen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Report this line; it contains nothing that anybody entered.</source>
            <translation>Melde diese Zeile; sie enthält nichts, was jemand eingegeben hat.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Review.</source>
            <translation>Ansehen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <location filename="../../desktop/strings/errors.py" />
            <source>Run `commonground doctor` on both computers.</source>
            <translation>Führ `commonground doctor` auf beiden Computern aus.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Run `commonground doctor`.</source>
            <translation>Führ `commonground doctor` aus.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Run `commonground sheet check FILE`.</source>
            <translation>Führ `commonground sheet check DATEI` aus.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Set a passphrase, or your drafts are protected only by your computer login.</source>
            <translation>Leg eine Passphrase fest, sonst schützt deine Entwürfe nur die Anmeldung an deinem Computer.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Set a passphrase.</source>
            <translation>Leg eine Passphrase fest.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Some saved data could not be read.</source>
            <translation>Einige gespeicherte Daten waren nicht zu lesen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Someone may be in between, or you connected to the wrong person. We closed the connection. Nothing was shared.</source>
            <translation>Vielleicht ist jemand dazwischen, oder du bist mit der falschen Person verbunden. Die Verbindung ist getrennt. Nichts wurde mitgeteilt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Split it in two.</source>
            <translation>Teil ihn in zwei.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Start again with a new invite for the others.</source>
            <translation>Fangt für die anderen mit einer neuen Einladung an.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Start again with a new invite when both of you are ready.</source>
            <translation>Fangt mit einer neuen Einladung an, sobald ihr beide so weit seid.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <location filename="../../desktop/strings/errors.py" />
            <source>Start again with a new invite.</source>
            <translation>Fangt mit einer neuen Einladung neu an.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Start again with spoken words.</source>
            <translation>Fangt mit gesprochenen Wörtern neu an.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Stop: the words are different.</source>
            <translation>Halt: Die Wörter sind verschieden.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>That is not how the command works.</source>
            <translation>So funktioniert der Befehl nicht.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>That passphrase did not work.</source>
            <translation>Diese Passphrase hat nicht gestimmt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>The address belongs to another computer, or another program uses it.</source>
            <translation>Die Adresse gehört einem anderen Computer, oder ein anderes Programm benutzt sie.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>The comparison did not add up, so we stopped.</source>
            <translation>Der Vergleich ging nicht auf, darum wurde er angehalten.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>The file {file} cannot be read.</source>
            <translation>Die Datei {file} lässt sich nicht lesen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>There is no space left to save.</source>
            <translation>Zum Speichern ist kein Platz mehr.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>These answers do not fit the sheet.</source>
            <translation>Diese Antworten passen nicht zum Bogen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>They cannot compare with each other. {who} needs the newer one.</source>
            <translation>Die beiden können nicht miteinander vergleichen. {who} braucht die neuere.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>This computer cannot wait for others at {address}.</source>
            <translation>Dieser Computer kann unter {address} nicht auf andere warten.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>This file is not a Common Ground sheet.</source>
            <translation>Diese Datei ist kein Bogen von Common Ground.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <location filename="../../desktop/strings/errors.py" />
            <location filename="../../desktop/ui/pages/invite.py" />
            <source>This invite has expired.</source>
            <translation>Diese Einladung ist abgelaufen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>This invite is incomplete.</source>
            <translation>Diese Einladung ist unvollständig.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>This invite was already used.</source>
            <translation>Diese Einladung wurde schon benutzt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>This invite was made by a newer Common Ground ({v}).</source>
            <translation>Diese Einladung stammt von einem neueren Common Ground ({v}).</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>This is another sheet than the one you expected.</source>
            <translation>Das ist ein anderer Bogen als der, den du erwartet hast.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>This is not an agreement of this sheet, or it was changed.</source>
            <translation>Das ist keine Vereinbarung zu diesem Bogen, oder sie wurde verändert.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>This is not the {name} you met before.</source>
            <translation>{name} ist hier nicht mehr so zu erkennen wie bei eurem letzten Treffen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>This is your own invite.</source>
            <translation>Das ist deine eigene Einladung.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>This network keeps computers apart (often called client isolation).</source>
            <translation>Dieses Netzwerk hält Computer voneinander fern (oft „Client-Isolation“ genannt).</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>This sheet cannot be used as it is.</source>
            <translation>Dieser Bogen lässt sich so nicht benutzen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>This sheet is too large ({n} items, at most {max}).</source>
            <translation>Dieser Bogen ist zu groß ({n} Punkte, höchstens {max}).</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>This sheet was already used with these people as often as it allows, or it is too early.</source>
            <translation>Dieser Bogen wurde mit diesen Personen schon so oft verglichen, wie er erlaubt, oder es ist noch zu früh.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>This sheet was made with a newer version.</source>
            <translation>Dieser Bogen wurde mit einer neueren Version gemacht.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>This system cannot hide the window from screenshots.</source>
            <translation>Dieses System kann das Fenster nicht vor Bildschirmfotos verbergen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>This system has no password store.</source>
            <translation>Dieses System hat keinen Passwortspeicher.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Those words do not match.</source>
            <translation>Diese Wörter passen nicht zusammen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Try again later.</source>
            <translation>Versuch es später noch einmal.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Try again with a new invite.</source>
            <translation>Versucht es mit einer neuen Einladung.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Try from the other side.</source>
            <translation>Versucht es von der anderen Seite aus.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Trying again by itself… ({m} min)</source>
            <translation>Sie wird von selbst wieder gesucht… ({m} Min.)</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Two people chose the same role of this sheet, or a role is missing.</source>
            <translation>Zwei Personen haben dieselbe Rolle dieses Bogens gewählt, oder eine Rolle fehlt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Two people use the name {name}.</source>
            <translation>Zwei Personen benutzen den Namen {name}.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <location filename="../../desktop/strings/errors.py" />
            <source>Update Common Ground.</source>
            <translation>Bring Common Ground auf den neuen Stand.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Update this one, or ask for a compatible invite.</source>
            <translation>Bring deines auf den neuen Stand oder bitte um eine passende Einladung.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Use Cover (F9) instead.</source>
            <translation>Nimm stattdessen „Abdecken“ (F9).</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Use another network.</source>
            <translation>Nehmt ein anderes Netzwerk.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Wait, or compare without them? Everyone has to agree.</source>
            <translation>Warten oder ohne diese Person vergleichen? Alle müssen zustimmen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Wait.</source>
            <translation>Wartet.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Waiting for them to open it again.</source>
            <translation>Warten, bis es dort wieder geöffnet wird.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>We cannot reach {name}’s computer at {address}.</source>
            <translation>{name}: Der Computer dort ist unter {address} nicht zu erreichen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>We cannot see anyone showing these words on this network.</source>
            <translation>In diesem Netzwerk ist niemand zu sehen, der diese Wörter zeigt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>We cannot write to {folder}.</source>
            <translation>In {folder} kann nicht geschrieben werden.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>We made a copy of the file before changing anything. {n} of {m} items were recovered.</source>
            <translation>Bevor etwas geändert wurde, wurde die Datei kopiert. {n} von {m} Einträgen sind gerettet.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>We stopped the connection because the other program behaved unexpectedly.</source>
            <translation>Die Verbindung wurde beendet, weil sich das andere Programm unerwartet verhielt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>You are not connected to a network.</source>
            <translation>Du bist mit keinem Netzwerk verbunden.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>You can finish your answers and compare later.</source>
            <translation>Du kannst zu Ende antworten und später vergleichen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>You can look on the download page.</source>
            <translation>Du kannst auf der Download-Seite nachsehen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>You have the result.</source>
            <translation>Du hast das Ergebnis.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>You have version {a}, {name} has {b}.</source>
            <translation>Du hast Version {a}, {name} hat {b}.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>You stopped the comparison.</source>
            <translation>Du hast den Vergleich angehalten.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Your computer was asleep.</source>
            <translation>Dein Computer hat geschlafen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>Your work is here. Nothing was sent.</source>
            <translation>Was du gemacht hast, ist hier. Nichts wurde gesendet.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>{name} changed the sheet.</source>
            <translation>{name} hat den Bogen geändert.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>{name} is gone.</source>
            <translation>{name} ist weg.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>{name} is not ready right now.</source>
            <translation>{name} ist gerade nicht bereit.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>{name} left.</source>
            <translation>{name} ist gegangen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>{name} may not have it yet, and not everyone has signed it.</source>
            <translation>{name} hat es vielleicht noch nicht, und nicht alle haben es unterschrieben.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>{name} may not have it yet. Stay connected so both of you get it.</source>
            <translation>{name} hat es vielleicht noch nicht. Bleib verbunden, damit ihr es beide bekommt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>{name}’s Common Ground stopped.</source>
            <translation>{name}: Common Ground läuft dort nicht mehr.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>{name}’s computer answered, but Common Ground is not open on the Connect page there.</source>
            <translation>{name}: Der Computer dort hat geantwortet, aber Common Ground ist dort nicht auf der Seite „Verbinden“.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>{reason}</source>
            <translation>{reason}</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>{reason}.</source>
            <translation>{reason}.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>{seen}</source>
            <translation>{seen}</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>{seen} This can be a fault or an attempt to cheat.</source>
            <translation>{seen} Das kann ein Fehler sein oder ein Versuch zu betrügen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>{when}</source>
            <translation>{when}</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/catalogue.py" />
            <source>{where}</source>
            <translation>{where}</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/parts/texts.py" />
            <source>After the result</source>
            <translation>Nach dem Ergebnis</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/widgets/sheet_view.py" />
            <source>Agreed in the open</source>
            <translation>Offen vereinbart</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>All or nothing</source>
            <translation>Alles oder nichts</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/kinds/pick.py" />
            <location filename="../../desktop/ui/editor/kinds/simple.py" />
            <source>Always shown</source>
            <translation>Immer gezeigt</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Amounts</source>
            <translation>Beträge</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>Answered by</source>
            <translation>Beantwortet von</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>Chance that a yes stays hidden</source>
            <translation>Chance, dass ein Ja verborgen bleibt</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>Comparing again</source>
            <translation>Noch einmal vergleichen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>Counts only if this is agreed</source>
            <translation>Zählt nur, wenn das vereinbart ist</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/kinds/dates.py" />
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Dates</source>
            <translation>Termine</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>Days to keep the result</source>
            <translation>Tage, die das Ergebnis aufgehoben wird</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>Dealbreakers</source>
            <translation>K.-o.-Punkte</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>Does not count for “all or nothing”</source>
            <translation>Zählt nicht für „alles oder nichts“</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>Entries at most</source>
            <translation>Einträge höchstens</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>Everyone at once, or in pairs</source>
            <translation>Alle zugleich oder zu zweit</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>For adults</source>
            <translation>Für Erwachsene</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>Help</source>
            <translation>Hilfe</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>How it is answered</source>
            <translation>Wie geantwortet wird</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>How many have to agree</source>
            <translation>Wie viele zustimmen müssen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>It stands in another place.</source>
            <translation>Er steht an einer anderen Stelle.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/rows.py" />
            <source>Items</source>
            <translation>Punkte</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/parts/about.py" />
            <location filename="../../desktop/ui/pages/settings.py" />
            <location filename="../../desktop/ui/widgets/languages.py" />
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/kinds/simple.py" />
            <source>Levels</source>
            <translation>Stufen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>Many packages</source>
            <translation>Viele Pakete</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/parts/about.py" />
            <source>Minutes</source>
            <translation>Minuten</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/item.py" />
            <location filename="../../desktop/ui/editor/kinds/bundle.py" />
            <location filename="../../desktop/ui/editor/parts/terms.py" />
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>Not asked here</source>
            <translation>Hier nicht gefragt</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/item.py" />
            <source>Note</source>
            <translation>Hinweis</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/parts/about.py" />
            <source>Notice</source>
            <translation>Anmerkung</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>Options</source>
            <translation>Möglichkeiten</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>Options shown at most</source>
            <translation>Möglichkeiten, die höchstens gezeigt werden</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>People</source>
            <translation>Personen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/item.py" />
            <source>Question</source>
            <translation>Frage</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/kinds/disclose.py" />
            <source>Ready-made conditions</source>
            <translation>Fertige Bedingungen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>Reference amount</source>
            <translation>Vergleichsbetrag</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>Roles</source>
            <translation>Rollen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/kinds/simple.py" />
            <source>Shown from this level on</source>
            <translation>Gezeigt ab dieser Stufe</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>Statements</source>
            <translation>Aussagen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/parts/about.py" />
            <source>Summary</source>
            <translation>Zusammenfassung</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>Text if agreed</source>
            <translation>Text bei Einigung</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>Text if not agreed</source>
            <translation>Text ohne Einigung</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>Texts of the levels</source>
            <translation>Texte der Stufen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>The whole sheet</source>
            <translation>Der ganze Bogen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>Ticks at most</source>
            <translation>Haken höchstens</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/parts/about.py" />
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>Title</source>
            <translation>Titel</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>To think about before</source>
            <translation>Vorher zu bedenken</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>Topics</source>
            <translation>Themen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>Unit</source>
            <translation>Einheit</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>Vetoes that rule an option out</source>
            <translation>Vetos, die eine Möglichkeit ausschließen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>What is shown</source>
            <translation>Was gezeigt wird</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>Who wants more</source>
            <translation>Wer mehr möchte</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>at least</source>
            <translation>mindestens</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>at most</source>
            <translation>höchstens</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>everyone</source>
            <translation>alle</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>for each of you</source>
            <translation>für jede Person</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>hours in between</source>
            <translation>Stunden dazwischen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>how answers may change</source>
            <translation>wie sich Antworten ändern dürfen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>how often</source>
            <translation>wie oft</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>if all is agreed</source>
            <translation>wenn alles vereinbart ist</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>if nothing is agreed</source>
            <translation>wenn nichts vereinbart ist</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>if some is agreed</source>
            <translation>wenn einiges vereinbart ist</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>no</source>
            <translation>nein</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>value</source>
            <translation>Wert</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>within days</source>
            <translation>innerhalb von Tagen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>yes</source>
            <translation>ja</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>{table}, {key}</source>
            <translation>{table}, {key}</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>{what}: in another order</source>
            <translation>{what}: in anderer Reihenfolge</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>{what}: now “{new}”</source>
            <translation>{what}: jetzt „{new}“</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>{what}: {values}</source>
            <translation>{what}: {values}</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>{what}: “{new}” in place of “{old}”</source>
            <translation>{what}: „{new}“ statt „{old}“</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/changes.py" />
            <source>{what}: “{value}”</source>
            <translation>{what}: „{value}“</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>Ask for a reply to this invite.</source>
            <translation>Bitte um eine Antwort auf diese Einladung.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>Ask which word is on their screen.</source>
            <translation>Frag, welches Wort dort auf dem Bildschirm steht.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>Enter your passphrase.</source>
            <translation>Gib deine Passphrase ein.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>Give it to the person who invited you.</source>
            <translation>Gib sie der Person, die dich eingeladen hat.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>Have one of the two use another network, a phone hotspot or a cable; then start again with a new invite.</source>
            <translation>Eine der beiden Personen nimmt am besten ein anderes Netzwerk, einen Handy-Hotspot oder ein Kabel; dann fangt mit einer neuen Einladung an.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>It answered, but did not allow it.</source>
            <translation>Er hat geantwortet, es aber nicht erlaubt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>It belongs where the invite was made.</source>
            <translation>Sie gehört dorthin, wo die Einladung gemacht wurde.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>It did not answer in time.</source>
            <translation>Er hat nicht rechtzeitig geantwortet.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>It is behind another router itself, so nobody could come in through it.</source>
            <translation>Er steht selbst hinter einem anderen Router, also käme niemand durch ihn herein.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>It uses this port for another computer.</source>
            <translation>Er benutzt diesen Port für einen anderen Computer.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>More than one person nearby could be meant: {device_words}.</source>
            <translation>In der Nähe könnten mehrere gemeint sein: {device_words}.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>No result was made.</source>
            <translation>Es gibt kein Ergebnis.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>No router answered. Often this is switched off there; it is called UPnP.</source>
            <translation>Kein Router hat geantwortet. Oft ist das dort ausgeschaltet; es heißt UPnP.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>Not everyone came in time.</source>
            <translation>Nicht alle kamen rechtzeitig.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <location filename="../../desktop/strings/runs.py" />
            <source>Nothing was compared.</source>
            <translation>Nichts wurde verglichen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>Nothing was shared.</source>
            <translation>Nichts wurde mitgeteilt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>Open Common Ground with a window; there it is asked for.</source>
            <translation>Öffne Common Ground mit einem Fenster; dort wird danach gefragt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>Someone tried three times with wrong words.</source>
            <translation>Jemand hat es dreimal mit falschen Wörtern versucht.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>Start again; that makes a new invite.</source>
            <translation>Fang neu an; das macht eine neue Einladung.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>Start again; that makes new words.</source>
            <translation>Fang neu an; das macht neue Wörter.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>The first word is not in the list.</source>
            <translation>Das erste Wort steht nicht in der Liste.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>The invite stays valid.</source>
            <translation>Die Einladung gilt weiter.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>The second word is not in the list.</source>
            <translation>Das zweite Wort steht nicht in der Liste.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>The third word is not in the list.</source>
            <translation>Das dritte Wort steht nicht in der Liste.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>This computer</source>
            <translation>Dieser Computer</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>This is a reply to an invite, not an invite.</source>
            <translation>Das ist eine Antwort auf eine Einladung, keine Einladung.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>This program cannot ask routers on this kind of computer.</source>
            <translation>Auf dieser Art von Computer kann das Programm keine Router fragen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>This reply does not belong to the invite that is shown here.</source>
            <translation>Diese Antwort gehört nicht zu der Einladung, die hier gezeigt wird.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>Those are not the words of an invite.</source>
            <translation>Das sind nicht die Wörter einer Einladung.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>Use a phone hotspot for both computers.</source>
            <translation>Nehmt einen Handy-Hotspot für beide Computer.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>Use an invite within one network.</source>
            <translation>Nehmt eine Einladung innerhalb eines Netzwerks.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>What is kept on this computer is encrypted with it.</source>
            <translation>Was auf diesem Computer aufgehoben ist, ist damit verschlüsselt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>What is kept on this computer was saved by a newer version.</source>
            <translation>Was auf diesem Computer aufgehoben ist, wurde von einer neueren Version gesichert.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>Words are three, parted by spaces; each is in our list.</source>
            <translation>Es sind drei Wörter, mit Leerzeichen dazwischen; jedes steht in unserer Liste.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <location filename="../../desktop/ui/ended.py" />
            <source>You both may have seen different parts of the result.</source>
            <translation>Vielleicht habt ihr verschiedene Teile des Ergebnisses gesehen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>Your programs cannot compare this sheet with each other.</source>
            <translation>Eure Programme können diesen Bogen nicht miteinander vergleichen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>Your router does not let people from other networks in.</source>
            <translation>Dein Router lässt niemanden aus anderen Netzwerken herein.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>person {n}</source>
            <translation>Person {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>the address in the invite</source>
            <translation>die Adresse in der Einladung</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>the other person</source>
            <translation>dein Gegenüber</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>the {role}</source>
            <translation>„{role}“</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>{name} stopped the comparison.</source>
            <translation>{name} hat den Vergleich angehalten.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>{name} stopped while the result was being opened. You both may have seen different parts; here is what was opened on this computer.</source>
            <translation>{name} hat angehalten, während das Ergebnis geöffnet wurde. Vielleicht habt ihr verschiedene Teile davon gesehen; das hier wurde auf diesem Computer geöffnet.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/strings/errors.py" />
            <location filename="../../desktop/ui/pages/spoken.py" />
            <source>{n} tries left.</source>
            <extracomment>For one: {n} try left.</extracomment>
            <translation>
                <numerusform>{n} Versuch bleibt.</numerusform>
                <numerusform>{n} Versuche bleiben.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>{one}’s and {other}’s computers cannot reach each other.</source>
            <translation>Die Computer von {one} und {other} erreichen einander nicht.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>{pair}</source>
            <translation>{pair}</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>{which}</source>
            <translation>{which}</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/errors.py" />
            <source>{why}</source>
            <translation>{why}</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/improve.py" />
            <source>Agreed before, {item}: {package}.</source>
            <translation>Vorher vereinbart, {item}: {package}.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/improve.py" />
            <source>Agreed so far, {item}: {package}.</source>
            <translation>Bisher vereinbart, {item}: {package}.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/improve.py" />
            <source>It begins with the agreement {start}. If these are not your terms, do not agree.</source>
            <translation>Er beginnt mit der Vereinbarung {start}. Wenn das nicht eure Bedingungen sind, stimm nicht zu.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/improve.py" />
            <source>Nothing better for all of you was found. What you agreed stands.</source>
            <translation>Etwas Besseres für alle von euch hat sich nicht gefunden. Was ihr vereinbart habt, gilt weiter.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/improve.py" />
            <source>Shown: a package that is at least as good as the agreed one for each of you and better for someone; of these the one least far down in anyone’s order. If there is none, nothing.</source>
            <translation>Gezeigt: ein Paket, das für jede Person mindestens so gut ist wie das vereinbarte und für jemanden besser; davon das, das bei niemandem weit unten steht. Gibt es keines: nichts.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/improve.py" />
            <source>This is a comparison to improve a deal that you have agreed: your program takes the agreed package for the weakest that you accept, whatever your answers say.</source>
            <translation>Das ist ein Vergleich, der eine Vereinbarung von euch verbessern soll: Dein Programm nimmt das vereinbarte Paket als das schwächste, das du annimmst, was deine Antworten auch sagen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Amounts: {amounts}</source>
            <translation>Beträge: {amounts}</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Amounts: {amounts} {unit}</source>
            <translation>Beträge: {amounts} {unit}</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>And always: {options}.</source>
            <translation>Und immer: {options}.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>At most {n} of them.</source>
            <translation>Höchstens {n} davon.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Dates: {dates}</source>
            <translation>Termine: {dates}</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>From least to most: {levels}</source>
            <translation>Von der geringsten zur höchsten: {levels}</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Not if {n} or more veto one.</source>
            <translation>Nicht, wenn {n} oder mehr ein Veto dagegen einlegen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Opened together: the statements whose conditions the others’ statements meet.</source>
            <translation>Gemeinsam geöffnet: die Aussagen, deren Bedingungen durch die Aussagen der anderen erfüllt sind.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Options: {options}</source>
            <translation>Möglichkeiten: {options}</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown if anyone says yes; never how many, never who.</source>
            <translation>Gezeigt, wenn eine Person Ja sagt oder mehrere; nie wie viele, nie wer.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown if {many} say yes; never how many, never who.</source>
            <translation>Gezeigt, wenn {many} Ja sagen; nie wie viele, nie wer.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown only if everyone says yes; anything else is not shown.</source>
            <translation>Nur gezeigt, wenn alle Ja sagen; alles andere wird nicht gezeigt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: every date that everyone ticked.</source>
            <translation>Gezeigt: jedes Datum, das alle angekreuzt haben.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: every option that everyone ticked, and no other.</source>
            <translation>Gezeigt: jede Möglichkeit, die alle angekreuzt haben, und keine andere.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: how many entries both of you have.</source>
            <translation>Gezeigt: wie viele Einträge ihr beide habt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: one amount that everyone ticked, drawn by your computers together.</source>
            <translation>Gezeigt: ein Betrag, den alle angekreuzt haben, von euren Computern gemeinsam ausgelost.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: one date that everyone ticked, drawn by your computers together.</source>
            <translation>Gezeigt: ein Datum, das alle angekreuzt haben, von euren Computern gemeinsam ausgelost.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: one option that everyone ticked, drawn by your computers together.</source>
            <translation>Gezeigt: eine Möglichkeit, die alle angekreuzt haben, von euren Computern gemeinsam ausgelost.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: only whether everyone accepts {reference}.</source>
            <translation>Gezeigt: nur, ob alle {reference} annehmen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: only whether some amount is acceptable to everyone.</source>
            <translation>Gezeigt: nur, ob ein Betrag für alle annehmbar ist.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: only whether some option is acceptable to everyone.</source>
            <translation>Gezeigt: nur, ob eine Möglichkeit für alle annehmbar ist.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: only whether some package is acceptable to everyone.</source>
            <translation>Gezeigt: nur, ob ein Paket für alle annehmbar ist.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: the earliest date that anyone ticked.</source>
            <translation>Gezeigt: das früheste Datum, das jemand angekreuzt hat.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: the earliest date that everyone ticked.</source>
            <translation>Gezeigt: das früheste Datum, das alle angekreuzt haben.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: the earliest date that {many} ticked.</source>
            <translation>Gezeigt: das früheste Datum, das {many} angekreuzt haben.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: the entries that both of you have, and no other.</source>
            <translation>Gezeigt: die Einträge, die ihr beide habt, und keine anderen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: the entries that both of you have, if there are at least {k}.</source>
            <translation>Gezeigt: die Einträge, die ihr beide habt, wenn es mindestens {k} sind.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: the lowest level anyone chose, if it is “{threshold}” or more; below that, nothing.</source>
            <translation>Gezeigt: die niedrigste Stufe, die jemand gewählt hat, ab „{threshold}“; darunter nichts.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: the lowest level anyone chose.</source>
            <translation>Gezeigt: die niedrigste Stufe, die jemand gewählt hat.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: the middle amount of those everyone ticked. It can give your limit away.</source>
            <translation>Gezeigt: der mittlere Betrag von denen, die alle angekreuzt haben. Er kann deine Grenze verraten.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: the one option all accept that is best in all orders added up.</source>
            <translation>Gezeigt: die eine Möglichkeit, die alle annehmen und die in allen Reihenfolgen zusammen am besten ist.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: the one option all accept that is least far down in anyone’s order.</source>
            <translation>Gezeigt: die eine Möglichkeit, die alle annehmen und die bei niemandem weit unten steht.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: the one package all accept that is least far down in anyone’s order.</source>
            <translation>Gezeigt: das eine Paket, das alle annehmen und das bei niemandem weit unten steht.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: the one package all accept with the best balance of points.</source>
            <translation>Gezeigt: das eine Paket, das alle annehmen, mit den ausgewogensten Punkten.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: the one package all accept with the most points added up.</source>
            <translation>Gezeigt: das eine Paket, das alle annehmen, mit den meisten Punkten zusammen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: the options that anyone ticked; no counts, no names.</source>
            <translation>Gezeigt: die Möglichkeiten, die jemand angekreuzt hat; keine Anzahl, keine Namen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: the options that {many} ticked; no counts, no names.</source>
            <translation>Gezeigt: die Möglichkeiten, die {many} angekreuzt haben; keine Anzahl, keine Namen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Shown: the sum of all levels, the lowest counting 0.</source>
            <translation>Gezeigt: die Summe aller Stufen, die niedrigste zählt 0.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>Up to {n} entries each.</source>
            <translation>Bis zu {n} Einträge pro Person.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>all but one of you, or all,</source>
            <translation>alle oder alle bis auf eine Person</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>all of you</source>
            <translation>alle von euch</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>amounts</source>
            <translation>Beträge</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>at least {k} of you</source>
            <translation>mindestens {k} von euch</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>dates</source>
            <translation>Termine</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>each of you</source>
            <translation>für alle</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>everyone accepts {reference}.</source>
            <translation>alle nehmen {reference} an.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>everyone said yes.</source>
            <translation>alle haben Ja gesagt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>how much</source>
            <translation>wie viel</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>names in common</source>
            <translation>gemeinsame Namen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>put in order</source>
            <translation>in eine Reihenfolge bringen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>there is something that everyone accepts.</source>
            <translation>es gibt etwas, das alle annehmen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>things to tell each other</source>
            <translation>Dinge, die ihr einander sagt</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>tick what is fine</source>
            <translation>ankreuzen, was in Ordnung ist</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>trade-offs</source>
            <translation>Geben und Nehmen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/items.py" />
            <source>yes or no</source>
            <translation>ja oder nein</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>A content can be in a file. Then everyone sees before the comparison that somebody attached one to this item, and about how large it is, even if it never opens; not its content, its name, or which statement it belongs to.</source>
            <translation>Ein Inhalt kann in einer Datei stehen. Dann sehen alle vor dem Vergleich, dass jemand diesem Punkt eine angehängt hat und wie groß sie ungefähr ist, auch wenn sie nie aufgeht; nicht ihren Inhalt, ihren Namen oder zu welcher Aussage sie gehört.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <location filename="../../desktop/ui/pages/result.py" />
            <source>A dealbreaker stands in the way. Which one, or whose, is not shown.</source>
            <translation>Ein K.-o.-Punkt steht im Weg. Welcher, oder von wem, wird nicht gezeigt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <location filename="../../desktop/ui/widgets/sheet_view.py" />
            <source>All or nothing: unless everything on this sheet is agreed, nothing is shown.</source>
            <translation>Alles oder nichts: Wird nicht alles auf diesem Bogen vereinbart, wird nichts gezeigt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>Answered by: {roles}. Everyone sees the result.</source>
            <translation>Beantwortet von: {roles}. Alle sehen das Ergebnis.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>Dealbreakers: each of you may mark up to {n}. If one stands in the way, only that is shown, not which or whose; who marked none knows that it was somebody else's.</source>
            <translation>K.-o.-Punkte: Jede Person darf bis zu {n} markieren. Steht einer im Weg, wird nur das gezeigt, nicht welcher oder von wem; wer keinen markiert hat, weiß, dass es einer von jemand anderem war.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>For {n} people.</source>
            <translation>Für {n} Personen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>For {n} to {most} people.</source>
            <translation>Für {n} bis {most} Personen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>In {n} of {m} cases a yes is not shown all the same: talk first.</source>
            <translation>In {n} von {m} Fällen wird ein Ja trotzdem nicht gezeigt; redet dann zuerst.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>Nobody learnt what you have in common.</source>
            <translation>Niemand hat erfahren, was ihr gemeinsam habt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>Nothing on this sheet was a yes from everyone this time.</source>
            <translation>Auf diesem Bogen war diesmal nichts ein Ja von allen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>Only if “{item}” is agreed; otherwise it is not shown, whatever you answered.</source>
            <translation>Nur wenn „{item}“ vereinbart wird; sonst wird es nicht gezeigt, was du auch geantwortet hast.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>Roles: {roles}.</source>
            <translation>Rollen: {roles}.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>So many entries are compared last, when all else is open, and not if a dealbreaker stands in the way. Whoever leaves in the last step may know what you have in common without your learning it.</source>
            <translation>So viele Einträge werden zuletzt verglichen, wenn alles andere offen ist, und nicht, wenn ein K.-o.-Punkt im Weg steht. Wer im letzten Schritt geht, weiß vielleicht, was ihr gemeinsam habt, ohne dass du es erfährst.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <location filename="../../desktop/ui/pages/result.py" />
            <source>That happens often and says nothing about anyone.</source>
            <translation>Das kommt oft vor und sagt über niemanden etwas aus.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>What is left blank counts as the quietest answer, and nobody can tell the difference.</source>
            <translation>Was leer bleibt, zählt als die stillste Antwort, und niemand erkennt den Unterschied.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>its file opened, but could not be written to this computer.</source>
            <translation>Die Datei ging auf, konnte aber nicht auf diesen Computer geschrieben werden.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>nothing this time</source>
            <translation>diesmal nichts</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>opened; only its hash is kept here</source>
            <translation>geöffnet; hier ist nur der Prüfwert aufgehoben</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>somebody said yes.</source>
            <translation>mindestens eine Person hat Ja gesagt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>the file is in {path}. Treat it like any file that somebody sends you.</source>
            <translation>Die Datei liegt in {path}. Behandle sie wie jede Datei, die dir jemand schickt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>what was sent is not the file that its owner described when it opened. Ask for it again.</source>
            <translation>Geschickt wurde nicht die Datei, die beim Öffnen beschrieben war. Bitte noch einmal darum.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>what was sent is not the file that its owner described when it opened. Ask for it again. What was sent is kept beside {note}, which can show this to others.</source>
            <translation>Geschickt wurde nicht die Datei, die beim Öffnen beschrieben war. Bitte noch einmal darum. Was geschickt wurde, liegt neben {note}; damit lässt es sich anderen zeigen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>{item} was not compared: {why} {known} All other results stand.</source>
            <translation>{item} wurde nicht verglichen: {why} {known} Alle anderen Ergebnisse gelten.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>{many} said yes.</source>
            <translation>{many} haben Ja gesagt.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/outcome.py" />
            <source>{name} may know what you have in common; this computer could not make sure of it and shows nothing.</source>
            <translation>{name} weiß vielleicht, was ihr gemeinsam habt; dieser Computer konnte es nicht sicher feststellen und zeigt nichts.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>A further comparison is not possible.</source>
            <translation>Ein weiterer Vergleich ist nicht möglich.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>A new comparison begins from the start, with the same answers. Everyone has to agree.</source>
            <translation>Ein neuer Vergleich beginnt von vorn, mit denselben Antworten. Alle müssen zustimmen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>Agree on a sheet with another id if everyone wants to begin anew.</source>
            <translation>Einigt euch auf einen Bogen mit anderer Kennung, wenn alle neu anfangen wollen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>All results together tell more than the last one. What comes up now and did not before shows that someone added it since; what is still missing is missing again.</source>
            <translation>Alle Ergebnisse zusammen verraten mehr als das letzte. Was jetzt herauskommt und vorher nicht, zeigt, dass jemand es seitdem ergänzt hat; was noch fehlt, fehlt wieder.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>Another one counts fewer; data was restored or removed there.</source>
            <translation>Ein anderer zählt weniger; dort wurden Daten wiederhergestellt oder entfernt.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/strings/runs.py" />
            <source>Another one counts {n}; data was restored or removed here.</source>
            <extracomment>For one: Another one counts one; data was restored or removed here.</extracomment>
            <translation>
                <numerusform>Ein anderer zählt einen; hier wurden Daten wiederhergestellt oder entfernt.</numerusform>
                <numerusform>Ein anderer zählt {n}; hier wurden Daten wiederhergestellt oder entfernt.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>As far as your computers know, you have not compared this sheet with these people before. Comparisons under another name cannot be counted.</source>
            <translation>Soweit eure Computer wissen, habt ihr diesen Bogen mit diesen Personen noch nie verglichen. Vergleiche unter einem anderen Namen lassen sich nicht zählen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>Ask whether somebody has the result.</source>
            <translation>Fragt, ob jemand das Ergebnis hat.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>Each time with any answers.</source>
            <translation>Jedes Mal mit beliebigen Antworten.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>Earlier answers can only be added to. Until the last comparison your answers stay on your computer, encrypted.</source>
            <translation>Frühere Antworten lassen sich nur ergänzen. Bis zum letzten Vergleich bleiben deine Antworten verschlüsselt auf deinem Computer.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>Everyone can add to the earlier answers, nobody can take anything back: where you do, your earlier answer counts. Your computers check this together, without showing any answer.</source>
            <translation>Alle können die früheren Antworten ergänzen, niemand kann etwas zurücknehmen: Wo du das tust, gilt deine frühere Antwort. Eure Computer prüfen das gemeinsam, ohne eine Antwort zu zeigen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>Everyone may answer differently from before. The same answers give the same draws.</source>
            <translation>Alle dürfen anders antworten als vorher. Dieselben Antworten geben dieselben Auslosungen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>Forgotten on this computer: the keys by which you recognise each other, how often you compared what, and the answers that were kept for that. Agreements stay until you delete them.</source>
            <translation>Auf diesem Computer vergessen: die Schlüssel, an denen ihr einander erkennt, wie oft ihr was verglichen habt, und die Antworten, die dafür aufgehoben waren. Vereinbarungen bleiben, bis du sie löschst.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/strings/runs.py" />
            <source>It allows {n} comparisons in {days} days.</source>
            <extracomment>For one: It allows one comparison in {days} days.</extracomment>
            <translation>
                <numerusform>Er erlaubt einen Vergleich in {days} Tagen.</numerusform>
                <numerusform>Er erlaubt {n} Vergleiche in {days} Tagen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/strings/runs.py" />
            <source>It allows {n} comparisons.</source>
            <extracomment>For one: It allows one comparison.</extracomment>
            <translation>
                <numerusform>Er erlaubt einen Vergleich.</numerusform>
                <numerusform>Er erlaubt {n} Vergleiche.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>It counts, as its results were about to be opened. What was kept of it is no longer on every computer, or it came to its end on one of them, so that nobody could see that the same answers are compared.</source>
            <translation>Er zählt, weil seine Ergebnisse gerade geöffnet werden sollten. Was von ihm aufgehoben war, ist nicht mehr auf jedem Computer, oder er kam auf einem davon zum Ende, sodass niemand sehen könnte, ob dieselben Antworten verglichen werden.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>It does not count once more. What you entered then counts, whatever you enter now.</source>
            <translation>Er zählt nicht noch einmal. Was du damals eingegeben hast, gilt, was du jetzt auch eingibst.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>Let the same person invite, and join in the same order.</source>
            <translation>Lasst dieselbe Person einladen und kommt in derselben Reihenfolge dazu.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/strings/runs.py" />
            <source>So far the results can have told at most as much as {n} answers of yes or no.</source>
            <extracomment>For one: So far the results can have told at most as much as one answer of yes or no.</extracomment>
            <translation>
                <numerusform>Bisher können die Ergebnisse höchstens so viel verraten haben wie eine Antwort mit Ja oder Nein.</numerusform>
                <numerusform>Bisher können die Ergebnisse höchstens so viel verraten haben wie {n} Antworten mit Ja oder Nein.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>Someone has another role or another place than the last time.</source>
            <translation>Jemand hat eine andere Rolle oder einen anderen Platz als beim letzten Mal.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>Take the same roles as before.</source>
            <translation>Nehmt dieselben Rollen wie vorher.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>Texts and files that were opened come on top of that.</source>
            <translation>Texte und Dateien, die geöffnet wurden, kommen noch dazu.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>The connection was lost while your answers were being compared. Nothing was opened: nobody has a result.</source>
            <translation>Die Verbindung ging verloren, während eure Antworten verglichen wurden. Nichts wurde geöffnet: Niemand hat ein Ergebnis.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>The higher count is used.</source>
            <translation>Es gilt die höhere Zahl.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>The last comparison was stopped and cannot be repeated.</source>
            <translation>Der letzte Vergleich wurde angehalten und kann nicht wiederholt werden.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>The next one is possible from {when}.</source>
            <translation>Der nächste ist ab {when} möglich.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>The others keep what they have: their counts, results and agreements. To them you are somebody new, and a comparison that was stopped cannot be repeated any more.</source>
            <translation>Die anderen behalten, was sie haben: ihre Zählung, Ergebnisse und Vereinbarungen. Für sie bist du jemand Neues, und ein angehaltener Vergleich lässt sich nicht mehr wiederholen.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>The same people can compare this sheet once.</source>
            <translation>Dieselben Personen können diesen Bogen einmal vergleichen.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/strings/runs.py" />
            <source>The same people can compare this sheet {n} times a day.</source>
            <extracomment>For one: The same people can compare this sheet once a day.</extracomment>
            <translation>
                <numerusform>Dieselben Personen können diesen Bogen einmal am Tag vergleichen.</numerusform>
                <numerusform>Dieselben Personen können diesen Bogen {n}-mal am Tag vergleichen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/strings/runs.py" />
            <source>The same people can compare this sheet {n} times in {days} days.</source>
            <extracomment>For one: The same people can compare this sheet once in {days} days.</extracomment>
            <translation>
                <numerusform>Dieselben Personen können diesen Bogen einmal in {days} Tagen vergleichen.</numerusform>
                <numerusform>Dieselben Personen können diesen Bogen {n}-mal in {days} Tagen vergleichen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/strings/runs.py" />
            <source>The same people can compare this sheet {n} times.</source>
            <extracomment>For one: The same people can compare this sheet once.</extracomment>
            <translation>
                <numerusform>Dieselben Personen können diesen Bogen einmal vergleichen.</numerusform>
                <numerusform>Dieselben Personen können diesen Bogen {n}-mal vergleichen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/strings/runs.py" />
            <source>This computer counts {n} comparisons of this sheet with these people.</source>
            <extracomment>For one: This computer counts one comparison of this sheet with these people.</extracomment>
            <translation>
                <numerusform>Dieser Computer zählt einen Vergleich dieses Bogens mit diesen Personen.</numerusform>
                <numerusform>Dieser Computer zählt {n} Vergleiche dieses Bogens mit diesen Personen.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>This sheet is for one comparison only.</source>
            <translation>Dieser Bogen ist nur für einen Vergleich.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>What was kept of the last comparison is no longer on every computer. So this time nobody can be held to earlier answers, and everyone may answer differently; draws may come out differently, too. That is possible {most} times in {days} days; this is number {n}.</source>
            <translation>Was vom letzten Vergleich aufgehoben war, ist nicht mehr auf jedem Computer. Diesmal lässt sich also niemand an frühere Antworten binden, und alle dürfen anders antworten; auch Auslosungen können anders ausgehen. Das geht in {days} Tagen {most}-mal; das ist Nummer {n}.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>What was kept of the last comparison is no longer on every computer. Without it nobody could see that this one follows from it, and you have gone on without it {most} times in {days} days.</source>
            <translation>Was vom letzten Vergleich aufgehoben war, ist nicht mehr auf jedem Computer. Ohne das könnte niemand sehen, dass dieser auf ihn folgt, und ihr habt in {days} Tagen schon {most}-mal ohne das weitergemacht.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>You compared another version of this sheet before. With this one nobody could see that nothing is taken back.</source>
            <translation>Ihr habt schon eine andere Version dieses Bogens verglichen. Bei dieser hier könnte niemand sehen, dass nichts zurückgenommen wird.</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>You did not agree to a further comparison.</source>
            <translation>Du hast einem weiteren Vergleich nicht zugestimmt.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/strings/runs.py" />
            <source>You have compared this sheet with the same people {n} times before.</source>
            <extracomment>For one: You have compared this sheet with the same people once before.</extracomment>
            <translation>
                <numerusform>Ihr habt diesen Bogen schon einmal mit denselben Personen verglichen.</numerusform>
                <numerusform>Ihr habt diesen Bogen schon {n}-mal mit denselben Personen verglichen.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>Your last comparison was stopped while its results were being opened. It can be repeated, if all of you want: with the same answers and in the same order, so that it shows what it would have shown.</source>
            <translation>Euer letzter Vergleich wurde angehalten, während seine Ergebnisse geöffnet wurden. Er lässt sich wiederholen, wenn alle von euch das wollen: mit denselben Antworten und in derselben Reihenfolge, sodass er zeigt, was er gezeigt hätte.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/strings/runs.py" />
            <source>compared {n} times</source>
            <extracomment>For one: compared once</extracomment>
            <translation>
                <numerusform>einmal verglichen</numerusform>
                <numerusform>{n}-mal verglichen</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>not compared yet</source>
            <translation>noch nicht verglichen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/runs.py" />
            <source>{compared}; what is needed to compare again is kept, encrypted</source>
            <translation>{compared}; was für einen weiteren Vergleich nötig ist, bleibt verschlüsselt hier</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <source>Allow in Windows Firewall</source>
            <translation>In der Windows-Firewall erlauben</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Check for updates</source>
            <translation>Nach neuen Versionen sehen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <source>Copy a reply for them</source>
            <translation>Nachricht dazu kopieren</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <location filename="../../desktop/ui/flow/returning.py" />
            <source>Copy diagnostics</source>
            <translation>Diagnose kopieren</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <source>Enter the address on their screen</source>
            <translation>Adresse von ihrem Bildschirm eingeben</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <source>Export sheet to keep</source>
            <translation>Bogen als Datei sichern</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <location filename="../../desktop/ui/flow/beginning.py" />
            <source>Ignore</source>
            <translation>Ignorieren</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <location filename="../../desktop/ui/flow/losses.py" />
            <location filename="../../desktop/ui/pages/network.py" />
            <source>Network check</source>
            <translation>Netzwerkprüfung</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <source>Open Local Network settings</source>
            <translation>„Lokales Netzwerk“ öffnen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <source>Open firewall settings</source>
            <translation>Firewall-Einstellungen öffnen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <source>Open network settings</source>
            <translation>Netzwerk-Einstellungen öffnen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <source>Paste again</source>
            <translation>Noch einmal einfügen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <source>Paste another</source>
            <translation>Andere einfügen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <location filename="../../desktop/ui/pages/connect.py" />
            <source>Show an invite</source>
            <translation>Einladung zeigen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <source>Show the one command</source>
            <translation>Den einen Befehl zeigen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <location filename="../../desktop/ui/flow/fixing.py" />
            <source>Start again with spoken words</source>
            <translation>Mit gesprochenen Wörtern neu anfangen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <location filename="../../desktop/ui/gatekeeper.py" />
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <location filename="../../desktop/ui/flow/fixing.py" />
            <source>Try from the other side</source>
            <translation>Von der anderen Seite versuchen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <source>Use a cable or own router</source>
            <translation>Kabel oder eigenen Router nehmen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <source>Use a phone hotspot</source>
            <translation>Hotspot eines Telefons nehmen</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <source>Venue note (PDF)</source>
            <translation>Zettel für den Ort (PDF)</translation>
        </message>
        <message>
            <location filename="../../desktop/strings/ways.py" />
            <source>Where to get it</source>
            <translation>Woher man sie bekommt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/base.py" />
            <source>It shows while you are in here.</source>
            <translation>Sie ist zu sehen, solange du hier drin bist.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/base.py" />
            <source>Your answer is covered</source>
            <translation>Deine Antwort ist abgedeckt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/bundle.py" />
            <source>0 points for what is worst for you, 100 for what is best.</source>
            <translation>0 Punkte für das, was für dich am schlechtesten ist, 100 für das Beste.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/bundle.py" />
            <source>All packages by your points, the best first. Choose one: it and all above it count.</source>
            <translation>Alle Pakete nach deinen Punkten, das beste zuerst. Wähl eines: Es und alle darüber zählen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/bundle.py" />
            <source>Best for you: {package}</source>
            <translation>Am besten für dich: {package}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/bundle.py" />
            <source>How much this matters, 0 to 10</source>
            <translation>Wie wichtig das ist, von 0 bis 10</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/bundle.py" />
            <source>How much {topic} matters</source>
            <translation>Wie wichtig „{topic}“ ist</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/bundle.py" />
            <source>Left blank counts as no acceptable package.</source>
            <translation>Leer gelassen heißt: kein annehmbares Paket.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/bundle.py" />
            <source>None of them</source>
            <translation>Keines davon</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/bundle.py" />
            <source>Nothing chosen yet: no package is acceptable.</source>
            <translation>Noch nichts gewählt: Kein Paket ist annehmbar.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/bundle.py" />
            <source>Points for {option}</source>
            <translation>Punkte für „{option}“</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/bundle.py" />
            <source>The weakest package you would still sign</source>
            <translation>Das schwächste Paket, das du noch unterschreiben würdest</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/bundle.py" />
            <source>Weakest: {package}</source>
            <translation>Das schwächste: {package}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/answers/bundle.py" />
            <source>{n} of {total} packages are acceptable.</source>
            <extracomment>For one: {n} of {total} packages is acceptable.</extracomment>
            <translation>
                <numerusform>{n} von {total} Paketen ist annehmbar.</numerusform>
                <numerusform>{n} von {total} Paketen sind annehmbar.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/calendar.py" />
            <source>Quarter {n}</source>
            <translation>Quartal {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/calendar.py" />
            <source>Quarter {n} of {year}, {months}</source>
            <translation>Quartal {n}/{year}, {months}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/calendar.py" />
            <source>Week {n}</source>
            <translation>Woche {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/calendar.py" />
            <source>{a} – {b}</source>
            <translation>{a} – {b}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/calendar.py" />
            <source>{weekday} {day} {month}</source>
            <translation>{weekday} {day}. {month}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/choices.py" />
            <source>Left blank counts as no.</source>
            <translation>Leer gelassen zählt als Nein.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/choices.py" />
            <source>Left blank counts as “{level}”.</source>
            <translation>Leer gelassen zählt als „{level}“.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/choices.py" />
            <location filename="../../desktop/ui/flow/whole.py" />
            <source>No</source>
            <translation>Nein</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/choices.py" />
            <source>Yes</source>
            <translation>Ja</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/conditions.py" />
            <source>At least one other: {label}</source>
            <translation>Mindestens eine andere Person: {label}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/conditions.py" />
            <source>Every {who}: {label}</source>
            <translation>Alle in der Rolle {who}: {label}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/conditions.py" />
            <source>Everyone else: {label}</source>
            <translation>Alle anderen: {label}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/conditions.py" />
            <source>The other person: {label}</source>
            <translation>Dein Gegenüber: {label}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/conditions.py" />
            <source>“{label}” of at least one other</source>
            <translation>„{label}“ von mindestens einer anderen Person</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/conditions.py" />
            <source>“{label}” of every {who}</source>
            <translation>„{label}“ von allen in der Rolle {who}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/conditions.py" />
            <source>“{label}” of everyone else</source>
            <translation>„{label}“ von allen anderen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/conditions.py" />
            <source>“{label}” of person {n}</source>
            <translation>„{label}“ von Person {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/conditions.py" />
            <source>“{label}” of the other person</source>
            <translation>„{label}“ deines Gegenübers</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/conditions.py" />
            <source>“{label}” of {who}</source>
            <translation>„{label}“ von {who}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/content.py" />
            <source>Choose a file</source>
            <translation>Datei wählen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/content.py" />
            <source>The file {name}</source>
            <translation>Die Datei {name}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/content.py" />
            <source>Use a file instead for {statement}</source>
            <translation>Stattdessen eine Datei für {statement}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/content.py" />
            <source>Use a file instead…</source>
            <translation>Stattdessen eine Datei…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/content.py" />
            <source>Use a text instead</source>
            <translation>Stattdessen ein Text</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/content.py" />
            <source>Use a text instead for {statement}</source>
            <translation>Stattdessen ein Text für {statement}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/content.py" />
            <source>What opens: {statement}</source>
            <translation>Was geöffnet wird: {statement}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/content.py" />
            <source>What they read if it opens</source>
            <translation>Was zu lesen ist, wenn es aufgeht</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/content.py" />
            <source>{n} of {most} bytes</source>
            <translation>{n} von {most} Byte</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/content.py" />
            <source>{size}. That is all the space there is.</source>
            <translation>{size}. Mehr Platz gibt es nicht.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/dates.py" />
            <source>Left blank counts as no date.</source>
            <translation>Leer gelassen heißt: kein Datum.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/dates.py" />
            <source>Tick all</source>
            <translation>Alle ankreuzen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/dates.py" />
            <source>Tick none</source>
            <translation>Keines ankreuzen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/disclose.py" />
            <source>Left blank counts as not offered: everything stays closed.</source>
            <translation>Leer gelassen heißt: nicht angeboten. Alles bleibt zu.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/disclose.py" />
            <source>Ready-made conditions:</source>
            <translation>Fertige Bedingungen:</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/disclose.py" />
            <source>What you write is sealed. It opens only if everything it waits for opens as well.</source>
            <translation>Was du schreibst, ist versiegelt. Es geht nur auf, wenn auch alles aufgeht, worauf es wartet.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/disclose.py" />
            <source>{statement}. {condition}</source>
            <translation>{statement}. {condition}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/entries.py" />
            <source>Add</source>
            <translation>Hinzufügen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/entries.py" />
            <source>Add from a file…</source>
            <translation>Aus einer Datei…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/entries.py" />
            <source>Choose a text file with one entry on each line</source>
            <translation>Textdatei mit einem Eintrag pro Zeile wählen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/entries.py" />
            <source>Left blank counts as no entry.</source>
            <translation>Leer gelassen heißt: kein Eintrag.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/entries.py" />
            <source>New entry for: {question}</source>
            <translation>Neuer Eintrag für: {question}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/entries.py" />
            <source>One entry, or paste a list</source>
            <translation>Ein Eintrag, oder füg eine Liste ein</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/entries.py" />
            <source>Remove the chosen entries</source>
            <translation>Gewählte Einträge entfernen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/entries.py" />
            <source>This file cannot be read as a list. Save it as plain text with one entry on each line.</source>
            <translation>Diese Datei lässt sich nicht als Liste lesen. Speicher sie als reinen Text mit einem Eintrag pro Zeile.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/entries.py" />
            <source>Your entries for: {question}</source>
            <translation>Deine Einträge für: {question}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/answers/entries.py" />
            <source>{n} are longer than {most} bytes and were left out.</source>
            <extracomment>For one: {n} is longer than {most} bytes and was left out.</extracomment>
            <translation>
                <numerusform>{n} ist länger als {most} Byte und wurde weggelassen.</numerusform>
                <numerusform>{n} sind länger als {most} Byte und wurden weggelassen.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/entries.py" />
            <source>{n} did not fit: at most {most} entries.</source>
            <translation>{n} passten nicht mehr: höchstens {most} Einträge.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/answers/entries.py" />
            <source>{n} entries added.</source>
            <extracomment>For one: {n} entry added.</extracomment>
            <translation>
                <numerusform>{n} Eintrag hinzugefügt.</numerusform>
                <numerusform>{n} Einträge hinzugefügt.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/answers/entries.py" />
            <source>{n} entries removed.</source>
            <extracomment>For one: {n} entry removed.</extracomment>
            <translation>
                <numerusform>{n} Eintrag entfernt.</numerusform>
                <numerusform>{n} Einträge entfernt.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/entries.py" />
            <source>{n} of {most} entries</source>
            <translation>{n} von {most} Einträgen</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/answers/entries.py" />
            <source>{n} were there already.</source>
            <extracomment>For one: {n} was there already.</extracomment>
            <translation>
                <numerusform>{n} war schon da.</numerusform>
                <numerusform>{n} waren schon da.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/ladder.py" />
            <source>Amounts in {unit}</source>
            <translation>Beträge in {unit}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/ladder.py" />
            <source>Left blank counts as none of these amounts.</source>
            <translation>Leer gelassen heißt: keiner dieser Beträge.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/ladder.py" />
            <source>None of these amounts yet.</source>
            <translation>Noch keiner dieser Beträge.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/ladder.py" />
            <source>You accept {amount} and more.</source>
            <translation>Du nimmst {amount} und mehr an.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/ladder.py" />
            <source>You accept {amount} or less.</source>
            <translation>Du nimmst {amount} oder weniger an.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/ladder.py" />
            <source>the reference amount</source>
            <translation>der Vergleichsbetrag</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/ladder.py" />
            <source>{amount} and more</source>
            <translation>{amount} und mehr</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/ladder.py" />
            <source>{amount} or less</source>
            <translation>{amount} oder weniger</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/marks.py" />
            <source>{value}, agreed</source>
            <translation>{value}, vereinbart</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/packages.py" />
            <source>{package}, acceptable</source>
            <translation>{package}, annehmbar</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/packages.py" />
            <source>{package}, the weakest you would sign</source>
            <translation>{package}, das schwächste, das du unterschreiben würdest</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/packages.py" />
            <source>{package}, {n} of 100</source>
            <translation>{package}, {n} von 100</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/rank.py" />
            <source>Acceptable, best first</source>
            <translation>Annehmbar, das Beste zuerst</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/rank.py" />
            <source>I would not accept</source>
            <translation>Würde ich nicht annehmen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/rank.py" />
            <source>Left blank counts as nothing acceptable.</source>
            <translation>Leer gelassen heißt: nichts annehmbar.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/rank.py" />
            <source>Press what you would accept, the best first. Or drag it here.</source>
            <translation>Drück, was du annehmen würdest, das Beste zuerst. Oder zieh es hierher.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/rank.py" />
            <source>Space adds or takes away. Alt with the arrow keys moves. T ties.</source>
            <translation>Leertaste nimmt auf oder heraus. Alt mit den Pfeiltasten verschiebt. T stellt gleich.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/rank.py" />
            <source>{place}. {options}</source>
            <translation>{place}. {options}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/rank_row.py" />
            <source>I would not accept “{option}”</source>
            <translation>„{option}“ würde ich nicht annehmen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/rank_row.py" />
            <source>Move “{option}” down</source>
            <translation>„{option}“ nach unten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/rank_row.py" />
            <source>Move “{option}” up</source>
            <translation>„{option}“ nach oben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/rank_row.py" />
            <source>Tie “{option}” with the one above</source>
            <translation>„{option}“ mit dem darüber gleichstellen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/rank_row.py" />
            <source>{option}, not acceptable</source>
            <translation>{option}, nicht annehmbar</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/rank_row.py" />
            <source>{option}, place {place} of {n}</source>
            <translation>{option}, Platz {place} von {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/rank_row.py" />
            <source>{option}, tied at place {place} of {n}</source>
            <translation>{option}, gleichauf auf Platz {place} von {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/results.py" />
            <source>A file, {name}</source>
            <translation>Eine Datei, {name}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/results.py" />
            <source>All of you said yes.</source>
            <translation>Alle von euch haben Ja gesagt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/results.py" />
            <source>All of you, or all but one, said yes.</source>
            <translation>Alle von euch, oder alle bis auf eine Person, haben Ja gesagt.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/answers/results.py" />
            <location filename="../../desktop/ui/widgets/foretold.py" />
            <source>And {n} more.</source>
            <extracomment>For one: And {n} more.</extracomment>
            <translation>
                <numerusform>Und {n} weitere Angabe.</numerusform>
                <numerusform>Und {n} weitere.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/results.py" />
            <source>At least one of you said yes.</source>
            <translation>Mindestens eine Person von euch hat Ja gesagt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/results.py" />
            <source>At least {k} of you said yes.</source>
            <translation>Mindestens {k} von euch haben Ja gesagt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/results.py" />
            <location filename="../../desktop/ui/pages/diagnostics.py" />
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/results.py" />
            <source>Copy: {what}</source>
            <translation>Kopieren: {what}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/results.py" />
            <source>Everyone accepts {amount}.</source>
            <translation>Alle nehmen {amount} an.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/results.py" />
            <source>Everyone said yes.</source>
            <translation>Alle haben Ja gesagt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/results.py" />
            <source>Number {number}</source>
            <translation>Nummer {number}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/results.py" />
            <source>Opened, without a text.</source>
            <translation>Geöffnet, ohne Text.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/results.py" />
            <source>There is something that both of you accept.</source>
            <translation>Es gibt etwas, das ihr beide annehmt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/results.py" />
            <source>There is something that everyone accepts.</source>
            <translation>Es gibt etwas, das alle annehmen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/results.py" />
            <source>You both accept {amount}.</source>
            <translation>Ihr nehmt beide {amount} an.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/results.py" />
            <source>You both said yes.</source>
            <translation>Ihr habt beide Ja gesagt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/results.py" />
            <source>{file}, {size}</source>
            <translation>{file}, {size}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/answers/results.py" />
            <source>{n} in common</source>
            <extracomment>For one: {n} in common</extracomment>
            <translation>
                <numerusform>{n} gemeinsam</numerusform>
                <numerusform>{n} gemeinsam</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/results.py" />
            <source>{n} in total</source>
            <translation>{n} insgesamt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/statement.py" />
            <source>At least {k} of {n}</source>
            <translation>Mindestens {k} von {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/statement.py" />
            <source>Choose when it opens…</source>
            <translation>Wählen, wann es aufgeht…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/statement.py" />
            <source>Choose when {statement} opens</source>
            <translation>Wählen, wann {statement} aufgeht</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/statement.py" />
            <source>How many of several {statement} waits for</source>
            <translation>Auf wie viele von mehreren {statement} wartet</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/statement.py" />
            <source>Let {statement} wait for some of several</source>
            <translation>{statement} auf einige von mehreren warten lassen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/statement.py" />
            <source>Not offered: stays closed</source>
            <translation>Nicht angeboten: bleibt zu</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/statement.py" />
            <source>Of what some has to open for {statement}</source>
            <translation>Wovon einiges aufgehen muss für {statement}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/statement.py" />
            <source>Offer: {statement}</source>
            <translation>Anbieten: {statement}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/statement.py" />
            <source>Offered; sealed until its conditions are met</source>
            <translation>Angeboten; versiegelt, bis die Bedingungen erfüllt sind</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/statement.py" />
            <source>Opens on its own, whatever the others offer.</source>
            <translation>Geht von allein auf, was die anderen auch anbieten.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/statement.py" />
            <source>Opens only together with at least {k} of: {some}.</source>
            <translation>Geht nur zusammen mit mindestens {k} auf von: {some}.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/statement.py" />
            <source>Opens only together with {all}, and at least {k} of: {some}.</source>
            <translation>Geht nur zusammen mit {all} auf, und mit mindestens {k} von: {some}.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/statement.py" />
            <source>Opens only together with {all}.</source>
            <translation>Geht nur zusammen mit {all} auf.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/statement.py" />
            <source>Tick all that have to open as well:</source>
            <translation>Kreuz alles an, was auch aufgehen muss:</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/statement.py" />
            <source>Tick several of which only some have to open:</source>
            <translation>Kreuz mehrere an, von denen nur einige aufgehen müssen:</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/statement.py" />
            <source>Wait for some of several…</source>
            <translation>Auf einige von mehreren warten…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/statement.py" />
            <source>What all has to open for {statement}</source>
            <translation>Was alles aufgehen muss für {statement}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/ticks.py" />
            <source>Always on the list</source>
            <translation>Immer auf der Liste</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/ticks.py" />
            <source>Left blank counts as no tick.</source>
            <translation>Leer gelassen heißt: kein Kreuz.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/ticks.py" />
            <source>Veto: {option}</source>
            <translation>Veto: {option}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/answers/ticks.py" />
            <source>Vetoes by {n} people keep an option out, however many tick it.</source>
            <extracomment>For one: A veto by {n} person keeps an option out, however many tick it.</extracomment>
            <translation>
                <numerusform>Das Veto von {n} Person hält eine Möglichkeit heraus, wie viele sie auch ankreuzen.</numerusform>
                <numerusform>Die Vetos von {n} Personen halten eine Möglichkeit heraus, wie viele sie auch ankreuzen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/answers/ticks.py" />
            <source>You can tick {n} here. Take another tick away first.</source>
            <extracomment>For one: You can tick {n} here. Take its tick away first.</extracomment>
            <translation>
                <numerusform>Du kannst hier {n} ankreuzen. Nimm zuerst das andere Kreuz weg.</numerusform>
                <numerusform>Du kannst hier {n} ankreuzen. Nimm zuerst ein anderes Kreuz weg.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/ticks.py" />
            <source>{n} of {most} ticked</source>
            <translation>{n} von {most} angekreuzt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/ticks.py" />
            <source>{n} of {total} ticked</source>
            <translation>{n} von {total} angekreuzt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/ticks.py" />
            <source>{option}, vetoed</source>
            <translation>{option}, mit Veto</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/veto.py" />
            <source>Veto</source>
            <translation>Veto</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/answers/veto.py" />
            <source>Veto {option}</source>
            <translation>Veto gegen {option}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/desk.py" />
            <source>Agreement {day}</source>
            <translation>Vereinbarung {day}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/desk.py" />
            <source>Common Ground diagnostics</source>
            <translation>Common-Ground-Diagnose</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/desk.py" />
            <source>Common Ground invite</source>
            <translation>Common-Ground-Einladung</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/desk.py" />
            <location filename="../../desktop/ui/flow/checking.py" />
            <location filename="../../desktop/ui/flow/fixing.py" />
            <source>Copied. It is taken off the clipboard after a minute.</source>
            <translation>Kopiert. Nach einer Minute ist es wieder aus der Zwischenablage.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/desk.py" />
            <source>It is on its way to the printer.</source>
            <translation>Es ist auf dem Weg zum Drucker.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/desk.py" />
            <source>Open a sheet</source>
            <translation>Bogen öffnen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/desk.py" />
            <source>Save as PDF</source>
            <translation>Als PDF sichern</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/desk.py" />
            <source>Save as a file</source>
            <translation>Als Datei sichern</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/desk.py" />
            <source>Save as text</source>
            <translation>Als Text sichern</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/desk.py" />
            <source>Save as web page</source>
            <translation>Als Webseite sichern</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/desk.py" />
            <source>Save the diagnostics</source>
            <translation>Diagnose sichern</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/desk.py" />
            <source>Save the invite</source>
            <translation>Einladung sichern</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/desk.py" />
            <source>Share the sheet</source>
            <translation>Bogen weitergeben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/desk.py" />
            <source>Sheets (*.deal)</source>
            <translation>Bögen (*.deal)</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/desk.py" />
            <source>The printer did not take it. Save it as PDF instead.</source>
            <translation>Der Drucker hat es nicht angenommen. Sichere es stattdessen als PDF.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/checking.py" />
            <source>Example {n}</source>
            <translation>Beispiel {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/checking.py" />
            <source>Item {n} has the same name.</source>
            <translation>Punkt {n} hat denselben Namen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/checking.py" />
            <source>Long sheets get careless answers. Consider splitting it.</source>
            <translation>Lange Bögen bekommen flüchtige Antworten. Vielleicht teilst du ihn.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/checking.py" />
            <source>This looks like two questions in one. One idea per question works best.</source>
            <translation>Das sieht nach zwei Fragen in einer aus. Ein Gedanke pro Frage geht am besten.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/checking.py" />
            <source>an example</source>
            <translation>ein Beispiel</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/entries.py" />
            <source>As in the file: {value}</source>
            <translation>Wie in der Datei: {value}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/entries.py" />
            <source>Kept as it is in the file; what you type replaces it.</source>
            <translation>Bleibt, wie es in der Datei steht; was du tippst, ersetzt es.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/form.py" />
            <source>Down</source>
            <translation>Nach unten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/form.py" />
            <source>Line {n}: {problem}</source>
            <translation>Zeile {n}: {problem}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/form.py" />
            <source>Remove: {name}</source>
            <translation>Entfernen: {name}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/form.py" />
            <source>Up</source>
            <translation>Nach oben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/form.py" />
            <source>{what}: {name}</source>
            <translation>{what}: {name}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/item.py" />
            <source>A side question</source>
            <translation>Eine Nebenfrage</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/item.py" />
            <source>Always counts</source>
            <translation>Zählt immer</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/item.py" />
            <source>Answer type</source>
            <translation>Art der Antwort</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/item.py" />
            <source>Asked like everything else; it does not count for “all or nothing” and for the closing words.</source>
            <translation>Wird wie alles andere gefragt; zählt aber nicht für „alles oder nichts“ und für die Schlussworte.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/item.py" />
            <source>Everyone answers this</source>
            <translation>Alle beantworten das</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/item.py" />
            <source>For files and closing words: a-z, 0-9, - and _.</source>
            <translation>Für Dateien und Schlussworte: a-z, 0-9, - und _.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/item.py" />
            <location filename="../../desktop/ui/editor/parts/terms.py" />
            <source>Help text</source>
            <translation>Hilfetext</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/item.py" />
            <source>If that is not agreed, this is not shown, whatever was answered here.</source>
            <translation>Wird jener nicht vereinbart, wird dieser nicht gezeigt, was hier auch geantwortet wurde.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/item.py" />
            <source>More about this item</source>
            <translation>Mehr zu diesem Punkt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/item.py" />
            <source>One idea per question works best.</source>
            <translation>Ein Gedanke pro Frage geht am besten.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/item.py" />
            <source>Only if this is agreed</source>
            <translation>Nur, wenn das vereinbart wird</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/item.py" />
            <source>Otherwise tick who does. Everyone sees the result.</source>
            <translation>Sonst kreuz an, wer. Alle sehen das Ergebnis.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/item.py" />
            <location filename="../../desktop/ui/editor/kinds/bundle.py" />
            <location filename="../../desktop/ui/editor/kinds/disclose.py" />
            <location filename="../../desktop/ui/editor/parts/about.py" />
            <location filename="../../desktop/ui/editor/parts/terms.py" />
            <source>Short id</source>
            <translation>Kurze Kennung</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/item.py" />
            <source>Shown below the answer.</source>
            <translation>Steht unter der Antwort.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/item.py" />
            <source>Shown with the result.</source>
            <translation>Stehen beim Ergebnis.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/item.py" />
            <source>The same whatever was answered, or the sheet gives away why.</source>
            <translation>Immer gleich, was auch geantwortet wurde; sonst verrät der Bogen, warum.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/item.py" />
            <source>This version does not know this answer type.</source>
            <translation>Diese Version kennt diese Art der Antwort nicht.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/item.py" />
            <source>What is shown if you agree</source>
            <translation>Was gezeigt wird, wenn ihr euch einig seid</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/item.py" />
            <source>Words when it is agreed</source>
            <translation>Worte, wenn es vereinbart wird</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/item.py" />
            <source>Words when it is not agreed</source>
            <translation>Worte, wenn es nicht vereinbart wird</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/bundle.py" />
            <source>Add a topic</source>
            <translation>Thema hinzufügen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/bundle.py" />
            <source>Allow up to {n} combinations</source>
            <translation>Bis zu {n} Kombinationen erlauben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/bundle.py" />
            <source>Another topic</source>
            <translation>Noch ein Thema</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/bundle.py" />
            <source>For files: a-z, 0-9, - and _.</source>
            <translation>Für Dateien: a-z, 0-9, - und _.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/bundle.py" />
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <location filename="../../desktop/ui/editor/parts/terms.py" />
            <location filename="../../desktop/ui/editor/parts/texts.py" />
            <location filename="../../desktop/ui/pages/terms.py" />
            <source>One on each line.</source>
            <translation>Eines pro Zeile.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/bundle.py" />
            <source>Takes longer to compare. Usually {n} combinations are plenty.</source>
            <translation>Der Vergleich dauert länger. Meist sind {n} Kombinationen reichlich.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/bundle.py" />
            <source>Topic {n}</source>
            <translation>Thema {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/bundle.py" />
            <source>{n} combinations so far.</source>
            <translation>Bisher {n} Kombinationen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>A date</source>
            <translation>Ein Datum</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>A list of texts</source>
            <translation>Eine Liste von Texten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>A number</source>
            <translation>Eine Zahl</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>A text</source>
            <translation>Ein Text</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>A whole number</source>
            <translation>Eine ganze Zahl</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>All but one</source>
            <translation>Alle bis auf eine Person</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>Anyone, even one alone</source>
            <translation>Irgendwer, auch nur eine Person</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>At least {k}</source>
            <translation>Mindestens {k}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>Everyone</source>
            <translation>Alle</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>Half of you</source>
            <translation>Die Hälfte von euch</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>No limit</source>
            <translation>Keine Grenze</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>One of some choices</source>
            <translation>Eine von mehreren Möglichkeiten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>Settled first: {term}</source>
            <translation>Vorab geklärt: {term}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>Some of some choices</source>
            <translation>Einige von mehreren Möglichkeiten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>Take them from what is settled first</source>
            <translation>Aus dem nehmen, was vorab geklärt wird</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>Three quarters</source>
            <translation>Drei Viertel</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>Two dates</source>
            <translation>Zwei Daten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>Two numbers</source>
            <translation>Zwei Zahlen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>Two thirds</source>
            <translation>Zwei Drittel</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <location filename="../../desktop/ui/editor/kinds/dates.py" />
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>Write them here instead</source>
            <translation>Stattdessen hier aufschreiben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>first option</source>
            <translation>erste Möglichkeit</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/common.py" />
            <source>second option</source>
            <translation>zweite Möglichkeit</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/dates.py" />
            <source>A date like 2027-03-31, a month like 2027-03, or $ and what is settled first: {terms}.</source>
            <translation>Ein Datum wie 2027-03-31, ein Monat wie 2027-03, oder $ und was vorab geklärt wird: {terms}.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/dates.py" />
            <source>A date passes if these tick it</source>
            <translation>Ein Datum besteht, wenn es ankreuzen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/dates.py" />
            <source>Beginning with</source>
            <translation>Beginnend mit</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/dates.py" />
            <source>Count in</source>
            <translation>Zählen in</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/dates.py" />
            <source>Count them from a date instead</source>
            <translation>Stattdessen von einem Datum an zählen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/dates.py" />
            <source>Days</source>
            <translation>Tage</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/dates.py" />
            <source>Empty: to the end of the range.</source>
            <translation>Leer: bis zum Ende des Zeitraums.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/dates.py" />
            <source>How many</source>
            <translation>Wie viele</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/dates.py" />
            <source>Leave out at the beginning</source>
            <translation>Am Anfang auslassen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/dates.py" />
            <source>Months</source>
            <translation>Monate</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/dates.py" />
            <source>One on each line, the earliest first. 2027-03-31 is a day, 2027-W13 a week, 2027-03 a month, 2027-Q1 a quarter; any other words are fine, too.</source>
            <translation>Eines pro Zeile, das früheste zuerst. 2027-03-31 ist ein Tag, 2027-W13 eine Woche, 2027-03 ein Monat, 2027-Q1 ein Quartal; andere Worte gehen auch.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/dates.py" />
            <source>Quarters</source>
            <translation>Quartale</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/dates.py" />
            <source>Weeks</source>
            <translation>Wochen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/dates.py" />
            <source>nothing yet</source>
            <translation>noch nichts</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/disclose.py" />
            <source>Add a ready-made condition</source>
            <translation>Fertige Bedingung hinzufügen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/disclose.py" />
            <source>Add a statement</source>
            <translation>Aussage hinzufügen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/disclose.py" />
            <source>Condition {n}</source>
            <translation>Bedingung {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/disclose.py" />
            <source>For conditions: a-z, 0-9, - and _.</source>
            <translation>Für Bedingungen: a-z, 0-9, - und _.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/disclose.py" />
            <source>Offered as a short cut while answering. Everyone can still choose other conditions.</source>
            <translation>Wird beim Antworten als Abkürzung angeboten. Alle können trotzdem andere Bedingungen wählen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/disclose.py" />
            <source>Only together</source>
            <translation>Nur zusammen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/disclose.py" />
            <source>Opens only together with these, one on each line, such as e1 or employer.e1.</source>
            <translation>Geht nur zusammen mit diesen auf, eine pro Zeile, etwa e1 oder employer.e1.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/disclose.py" />
            <source>Other statements for each role</source>
            <translation>Für jede Rolle andere Aussagen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/disclose.py" />
            <source>Something true</source>
            <translation>Etwas Wahres</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/disclose.py" />
            <source>Statement {n}</source>
            <translation>Aussage {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/disclose.py" />
            <source>The same statements for everyone</source>
            <translation>Für alle dieselben Aussagen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/disclose.py" />
            <source>What everyone can offer</source>
            <translation>Was alle anbieten können</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/disclose.py" />
            <source>What is offered</source>
            <translation>Was angeboten wird</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/disclose.py" />
            <source>What it is called</source>
            <translation>Wie es heißt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/disclose.py" />
            <source>What {who} can offer</source>
            <translation>Was {who} anbieten kann</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/disclose.py" />
            <source>“{statement}”</source>
            <translation>„{statement}“</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/disclose.py" />
            <source>“{statement}” of {who}</source>
            <translation>„{statement}“ von {who}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>A number, or $ and what is settled first. Empty: not rounded.</source>
            <translation>Eine Zahl, oder $ und was vorab geklärt wird. Leer: nicht gerundet.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>A percentage like 80%, a number, or $ and what is settled first. A range has its own ends.</source>
            <translation>Ein Prozentsatz wie 80%, eine Zahl, oder $ und was vorab geklärt wird. Ein Zahlenbereich hat seine eigenen Enden.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>By the same share each time</source>
            <translation>Jedes Mal um denselben Anteil</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>Evenly</source>
            <translation>Gleichmäßig</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>Highest amount</source>
            <translation>Höchster Betrag</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>How many amounts</source>
            <translation>Wie viele Beträge</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>If that reference is left out</source>
            <translation>Wenn dieser Vergleichsbetrag fehlt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>Lowest amount</source>
            <translation>Niedrigster Betrag</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>Marked on the list, a yardstick that is nobody's offer.</source>
            <translation>Auf der Liste markiert, ein Maßstab, den niemand angeboten hat.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>None</source>
            <translation>Keiner</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>One on each line, from low to high, 2 to 16 of them.</source>
            <translation>Einer pro Zeile, von niedrig nach hoch, 2 bis 16.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>Please choose</source>
            <translation>Bitte wählen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>Rounded to</source>
            <translation>Gerundet auf</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>Spaced</source>
            <translation>Abstände</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>Such as “EUR per year”.</source>
            <translation>Etwa „EUR im Jahr“.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>The same rule</source>
            <translation>Dieselbe Regel</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>This amount or less is fine</source>
            <translation>Dieser Betrag oder weniger ist in Ordnung</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>This amount or more is fine</source>
            <translation>Dieser Betrag oder mehr ist in Ordnung</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>What everyone says</source>
            <translation>Was alle sagen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>What is settled first; of several the first that is given. One on each line.</source>
            <translation>Was vorab geklärt wird; von mehreren zählt das erste, das angegeben ist. Eines pro Zeile.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>What {role} says</source>
            <translation>Was {role} sagt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>Work them out from what is settled first</source>
            <translation>Aus vorab Geklärtem berechnen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/ladder.py" />
            <source>Worked out from</source>
            <translation>Berechnet aus</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/pick.py" />
            <source>An option passes if these tick it</source>
            <translation>Eine Möglichkeit besteht, wenn sie ankreuzen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/pick.py" />
            <source>At most so many pass</source>
            <translation>Höchstens so viele bestehen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/pick.py" />
            <source>Most ticks of each person</source>
            <translation>Höchstens so viele Kreuze pro Person</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/pick.py" />
            <source>Passes whatever is ticked, so that a result says less. One on each line, as above.</source>
            <translation>Besteht, was auch angekreuzt wird, damit ein Ergebnis weniger sagt. Eines pro Zeile, wie oben.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/pick.py" />
            <source>So many vetoes stop an option</source>
            <translation>So viele Vetos halten eine Möglichkeit auf</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/pick.py" />
            <source>The most ticked pass; a tie is drawn. Empty: no limit.</source>
            <translation>Die mit den meisten Kreuzen bestehen; bei Gleichstand wird gelost. Leer: keine Grenze.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/pick.py" />
            <source>Then everyone can also tick “I cannot accept this”. Empty: nobody can.</source>
            <translation>Dann können alle auch „Das kann ich nicht annehmen“ ankreuzen. Leer: niemand kann das.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/pick.py" />
            <source>With fewer ticks, somebody who only wants to find out learns less. Empty: no limit.</source>
            <translation>Mit weniger Kreuzen erfährt weniger, wer nur etwas herausfinden will. Leer: keine Grenze.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/simple.py" />
            <source>Below that nothing is shown.</source>
            <translation>Darunter wird nichts gezeigt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/simple.py" />
            <source>How the levels read</source>
            <translation>Wie die Stufen lauten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/simple.py" />
            <source>How the levels read for everyone else</source>
            <translation>Wie die Stufen für alle anderen lauten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/simple.py" />
            <source>How the levels read for {role}</source>
            <translation>Wie die Stufen für {role} lauten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/simple.py" />
            <source>In {n} of 100 cases</source>
            <translation>In {n} von 100 Fällen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/simple.py" />
            <source>Most entries of each</source>
            <translation>Höchstens so viele Einträge pro Person</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/simple.py" />
            <location filename="../../desktop/ui/flow/updating.py" />
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Never</source>
            <translation>Nie</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/simple.py" />
            <source>One on each line, the least first. What is left blank counts as the first.</source>
            <translation>Eine pro Zeile, die geringste zuerst. Was leer bleibt, zählt als die erste.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/simple.py" />
            <location filename="../../desktop/ui/editor/role_text.py" />
            <source>Other words for each role</source>
            <translation>Andere Worte für jede Rolle</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/simple.py" />
            <source>Shown if so many are in common</source>
            <translation>Gezeigt, wenn so viele gemeinsam sind</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/simple.py" />
            <source>Shown if these say yes</source>
            <translation>Gezeigt, wenn Ja sagen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/simple.py" />
            <source>Talk first</source>
            <translation>Erst reden</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/simple.py" />
            <source>Up to 256 are compared together with everything else; longer lists are compared last.</source>
            <translation>Bis zu 256 werden zusammen mit allem anderen verglichen; längere Listen zuletzt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/kinds/simple.py" />
            <source>With that chance a yes is not shown all the same, so that showing nothing points at nobody.</source>
            <translation>Mit dieser Wahrscheinlichkeit wird ein Ja trotzdem nicht gezeigt, damit das Nichtgezeigte auf niemanden deutet.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/outline.py" />
            <source>Parts of the sheet</source>
            <translation>Teile des Bogens</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/outline.py" />
            <source>something to mend</source>
            <translation>etwas zu verbessern</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/page.py" />
            <source>Add your first question. One idea per question works best.</source>
            <translation>Füg deine erste Frage hinzu. Ein Gedanke pro Frage geht am besten.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/page.py" />
            <location filename="../../desktop/ui/widgets/banner.py" />
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/page.py" />
            <source>Deleted: {name}</source>
            <translation>Gelöscht: {name}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/page.py" />
            <location filename="../../desktop/ui/flow/editing.py" />
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/page.py" />
            <source>Edit the sheet</source>
            <translation>Bogen bearbeiten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/page.py" />
            <source>Go there</source>
            <translation>Dorthin</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/page.py" />
            <source>It is kept as it is.</source>
            <translation>Er wird so aufgehoben, wie er ist.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/page.py" />
            <source>Item {n} of {all}</source>
            <translation>Punkt {n} von {all}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/page.py" />
            <source>Moved to {n} of {all}</source>
            <translation>Auf {n} von {all} verschoben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/page.py" />
            <source>Share as file…</source>
            <translation>Als Datei weitergeben…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/page.py" />
            <source>Something has to be mended before this sheet can be used.</source>
            <translation>Bevor dieser Bogen benutzt werden kann, ist etwas zu verbessern.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/editor/page.py" />
            <source>There are {n} things to mend elsewhere.</source>
            <extracomment>For one: There is {n} thing to mend elsewhere.</extracomment>
            <translation>
                <numerusform>Anderswo ist noch {n} Sache zu verbessern.</numerusform>
                <numerusform>Anderswo sind noch {n} Sachen zu verbessern.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/page.py" />
            <location filename="../../desktop/ui/editor/side.py" />
            <location filename="../../desktop/ui/flow/beginning.py" />
            <location filename="../../desktop/ui/flow/editing.py" />
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/about.py" />
            <source>0: not stored at all. Empty: until somebody deletes them.</source>
            <translation>0: wird gar nicht gespeichert. Leer: bis es jemand löscht.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/about.py" />
            <source>Days for which results are kept</source>
            <translation>Wie viele Tage Ergebnisse aufgehoben werden</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/about.py" />
            <source>For adults only</source>
            <translation>Nur für Erwachsene</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/about.py" />
            <source>How long answering takes. Empty: not said.</source>
            <translation>Wie lange das Antworten dauert. Leer: keine Angabe.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/about.py" />
            <source>Never asked here</source>
            <translation>Hier nie gefragt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/about.py" />
            <source>One or two sentences for whoever is invited.</source>
            <translation>Ein oder zwei Sätze für alle, die eingeladen werden.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/about.py" />
            <source>Such as en or pt-BR.</source>
            <translation>Etwa de oder pt-BR.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/about.py" />
            <source>Such as: Not legal advice.</source>
            <translation>Etwa: Keine Rechtsberatung.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/about.py" />
            <source>The same people can compare sheets of one id only as often as it allows. a-z, 0-9, - and _.</source>
            <translation>Dieselben Personen können Bögen mit einer Kennung nur so oft vergleichen, wie sie es erlaubt. a-z, 0-9, - und _.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/about.py" />
            <source>Topics that no item may ask about. One on each line.</source>
            <translation>Themen, nach denen kein Punkt fragen darf. Eines pro Zeile.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>2 to 8; in a room up to 40.</source>
            <translation>2 bis 8; in einem Raum bis zu 40.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>All of them together</source>
            <translation>Alle zusammen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>All or nothing, dealbreakers</source>
            <translation>Alles oder nichts, K.-o.-Punkte</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>Between two comparisons. Empty: none.</source>
            <translation>Zwischen zwei Vergleichen. Leer: keine.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>Days that count</source>
            <translation>Tage, die zählen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>Dealbreakers of each person</source>
            <translation>K.-o.-Punkte pro Person</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>Every item can be a dealbreaker</source>
            <translation>Jeder Punkt kann ein K.-o.-Punkt sein</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>Hours to wait</source>
            <translation>Stunden Wartezeit</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>How</source>
            <translation>Wie</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>How often</source>
            <translation>Wie oft</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>If a dealbreaker is not agreed, everyone learns only that one stands in the way. Empty: none.</source>
            <translation>Wird ein K.-o.-Punkt nicht vereinbart, erfahren alle nur, dass einer im Weg steht. Leer: keine.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>In a room, every two by themselves</source>
            <translation>In einem Raum, je zwei für sich</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>Never again</source>
            <translation>Nie wieder</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>One on each line, a-z, 0-9, - and _. Empty: everyone is asked the same. As many roles as people: each is taken once.</source>
            <translation>Eine pro Zeile, a-z, 0-9, - und _. Leer: Alle werden dasselbe gefragt. So viele Rollen wie Personen: Jede wird einmal vergeben.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>Only adding to earlier answers</source>
            <translation>Frühere Antworten nur ergänzen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>Otherwise tick which.</source>
            <translation>Sonst kreuz an, welche.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>People, at least</source>
            <translation>Personen, mindestens</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>People, at most</source>
            <translation>Personen, höchstens</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>So often within so many days. Empty: so often for ever.</source>
            <translation>So oft innerhalb so vieler Tage. Leer: so oft für immer.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>Unless everything that counts is agreed, nothing is shown.</source>
            <translation>Wird nicht alles vereinbart, was zählt, wird nichts gezeigt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>Who compares with whom</source>
            <translation>Wer mit wem vergleicht</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>Who takes part</source>
            <translation>Wer mitmacht</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>With any answers</source>
            <translation>Mit beliebigen Antworten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/people.py" />
            <source>With the same people. Empty: once.</source>
            <translation>Mit denselben Personen. Leer: einmal.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/terms.py" />
            <source>Add something to settle</source>
            <translation>Etwas zum Klären hinzufügen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/terms.py" />
            <source>At least</source>
            <translation>Mindestens</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/terms.py" />
            <source>At most</source>
            <translation>Höchstens</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/terms.py" />
            <source>Before anyone answers, you agree on these together, in the open. Items can take options, amounts and dates from them.</source>
            <translation>Bevor jemand antwortet, einigt ihr euch darüber zusammen und offen. Punkte können Möglichkeiten, Beträge und Termine daraus nehmen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/terms.py" />
            <source>Can be changed when you settle it. Empty: nothing.</source>
            <translation>Lässt sich beim Klären ändern. Leer: nichts.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/terms.py" />
            <source>Can be left out</source>
            <translation>Kann weggelassen werden</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/terms.py" />
            <source>Choices</source>
            <translation>Möglichkeiten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/terms.py" />
            <source>Empty: it is settled before every comparison.</source>
            <translation>Leer: wird vor jedem Vergleich geklärt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/terms.py" />
            <source>Entries, at least</source>
            <translation>Einträge, mindestens</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/terms.py" />
            <source>Entries, at most</source>
            <translation>Einträge, höchstens</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/terms.py" />
            <source>Filled in already</source>
            <translation>Schon ausgefüllt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/terms.py" />
            <source>Named in items as $ and this id.</source>
            <translation>Heißt in Punkten $ und diese Kennung.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/terms.py" />
            <source>Settled as</source>
            <translation>Geklärt als</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/terms.py" />
            <source>Something to settle</source>
            <translation>Etwas zu klären</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/terms.py" />
            <source>To settle {n}</source>
            <translation>Zu klären {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/terms.py" />
            <source>What it is</source>
            <translation>Was es ist</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/texts.py" />
            <source>Before answering</source>
            <translation>Vor dem Antworten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/texts.py" />
            <source>For everyone</source>
            <translation>Für alle</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/texts.py" />
            <source>For {role}</source>
            <translation>Für {role}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/texts.py" />
            <source>If everything is agreed</source>
            <translation>Wenn alles vereinbart ist</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/texts.py" />
            <source>If nothing is agreed</source>
            <translation>Wenn nichts vereinbart ist</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/texts.py" />
            <source>If some of it is agreed</source>
            <translation>Wenn einiges vereinbart ist</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/texts.py" />
            <source>Questions to think about alone. Nobody sees what anyone thinks of them.</source>
            <translation>Fragen zum Nachdenken für sich allein. Niemand sieht, was jemand darüber denkt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/texts.py" />
            <source>{list} stands for everything that is agreed.</source>
            <translation>{list} steht für alles, was vereinbart ist.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/parts/texts.py" />
            <source>{{list}} stands for everything that is agreed, {ids} for one item.</source>
            <translation>{{list}} steht für alles, was vereinbart ist, {ids} für einen Punkt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/role_text.py" />
            <source>The same words for everyone</source>
            <translation>Für alle dieselben Worte</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/role_text.py" />
            <source>{name} (everyone else)</source>
            <translation>{name} (alle anderen)</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/rows.py" />
            <source>About the sheet</source>
            <translation>Über den Bogen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/rows.py" />
            <source>Before and after</source>
            <translation>Davor und danach</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/rows.py" />
            <source>No items yet</source>
            <translation>Noch keine Punkte</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/rows.py" />
            <location filename="../../desktop/ui/pages/terms.py" />
            <source>Nothing</source>
            <translation>Nichts</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/rows.py" />
            <source>People and rules</source>
            <translation>Leute und Regeln</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/rows.py" />
            <source>Settled first</source>
            <translation>Vorab geklärt</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/editor/rows.py" />
            <source>{n} things</source>
            <extracomment>For one: {n} thing</extracomment>
            <translation>
                <numerusform>{n} Sache</numerusform>
                <numerusform>{n} Sachen</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/side.py" />
            <source>Add item</source>
            <translation>Punkt hinzufügen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/side.py" />
            <source>Delete this item</source>
            <translation>Punkt löschen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/side.py" />
            <source>Duplicate this item</source>
            <translation>Punkt verdoppeln</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/side.py" />
            <source>Redo</source>
            <translation>Wiederholen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/trial.py" />
            <source>As others will see it. What you enter here is thrown away.</source>
            <translation>So sehen ihn andere. Was du hier eingibst, wird weggeworfen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/trial.py" />
            <source>It can be tried once nothing has to be mended here.</source>
            <translation>Ausprobieren geht, sobald hier nichts mehr zu verbessern ist.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/trial.py" />
            <source>Try it</source>
            <translation>Ausprobieren</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/values.py" />
            <location filename="../../desktop/ui/pages/terms.py" />
            <source>to</source>
            <translation>bis</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/values.py" />
            <location filename="../../desktop/ui/pages/terms.py" />
            <source>{name}, from</source>
            <translation>{name}, von</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/values.py" />
            <location filename="../../desktop/ui/pages/terms.py" />
            <source>{name}, to</source>
            <translation>{name}, bis</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>A list of amounts; everyone says how far they would go.</source>
            <translation>Eine Liste von Beträgen; alle sagen, wie weit sie gehen würden.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>All levels added up (surveys)</source>
            <translation>Alle Stufen zusammengezählt (Umfragen)</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Can we both live with this reference amount?</source>
            <translation>Können wir beide mit diesem Vergleichsbetrag leben?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Days, weeks or months; everyone ticks those that suit.</source>
            <translation>Tage, Wochen oder Monate; alle kreuzen an, welche passen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Drawn by your computers together. Nobody's limit shows.</source>
            <translation>Von euren Computern gemeinsam ausgelost. Niemandes Grenze zeigt sich.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Drawn by your computers together. Nothing about all the others.</source>
            <translation>Von euren Computern gemeinsam ausgelost. Nichts über alle anderen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Each of you can then work out the other's limit.</source>
            <translation>Beide können dann die Grenze der anderen Seite ausrechnen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Every entry that both have</source>
            <translation>Jeder Eintrag, den beide haben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Every one that everyone ticked</source>
            <translation>Jedes, das alle angekreuzt haben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Every option that enough people ticked</source>
            <translation>Jede Möglichkeit, die genug Personen angekreuzt haben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Every option that everyone ticked</source>
            <translation>Jede Möglichkeit, die alle angekreuzt haben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Everyone puts what is acceptable in order, best first.</source>
            <translation>Alle bringen in eine Reihenfolge, was annehmbar ist, das Beste zuerst.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Everyone ticks what is fine with them.</source>
            <translation>Alle kreuzen an, was für sie in Ordnung ist.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Half-way (expert)</source>
            <translation>Die Mitte (für Geübte)</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>How far somebody would go, on two to eight steps.</source>
            <translation>Wie weit jemand gehen würde, in zwei bis acht Stufen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>How many entries both have</source>
            <translation>Wie viele Einträge beide haben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>How much</source>
            <translation>Wie viel</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>If enough people say yes</source>
            <translation>Wenn genug Personen Ja sagen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Long private lists; only what is on both comes out. For two people.</source>
            <translation>Lange private Listen; nur was auf beiden steht, kommt heraus. Für zwei Personen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Names in common</source>
            <translation>Gemeinsame Namen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>No counts, no names.</source>
            <translation>Keine Anzahl, keine Namen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Nobody's own level, in a group of five or more. Who knows all but one can work out the last.</source>
            <translation>Von niemandem die eigene Stufe, ab fünf Personen. Wer alle bis auf eine kennt, kann die letzte ausrechnen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>One amount both accept</source>
            <translation>Ein Betrag, den beide annehmen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>One option that everyone ticked</source>
            <translation>Eine Möglichkeit, die alle angekreuzt haben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>One question, yes or no. A no looks the same as no answer.</source>
            <translation>Eine Frage, ja oder nein. Ein Nein sieht aus wie keine Antwort.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>One that everyone ticked</source>
            <translation>Eines, das alle angekreuzt haben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Only if everyone says yes</source>
            <translation>Nur, wenn alle Ja sagen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Only the number; with a short list that can be a lot.</source>
            <translation>Nur die Anzahl; bei einer kurzen Liste kann das viel sein.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Only whether there were enough, never how many. With “anyone” a single yes shows.</source>
            <translation>Nur, ob es genug waren, nie wie viele. Mit „Irgendwer“ zeigt sich ein einzelnes Ja.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Only whether you meet</source>
            <translation>Nur, ob ihr zusammenkommt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Only yes or no about that one amount.</source>
            <translation>Nur ja oder nein zu diesem einen Betrag.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Put in order</source>
            <translation>In eine Reihenfolge bringen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Several topics settled together, so that each gives where it costs least.</source>
            <translation>Mehrere Themen auf einmal, sodass jede Seite dort nachgibt, wo es am wenigsten kostet.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Something true that opens only if the other side opens something, too.</source>
            <translation>Etwas Wahres, das nur aufgeht, wenn auch die andere Seite etwas öffnet.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Statements whose conditions are met, in one step. Everybody reads them.</source>
            <translation>Aussagen, deren Bedingungen erfüllt sind, auf einen Schlag. Alle lesen sie.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>That all accept it, and a little about the orders.</source>
            <translation>Dass alle sie annehmen, und ein wenig über die Reihenfolgen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>That all accept it, and that nothing sits better with whoever likes it least.</source>
            <translation>Dass alle sie annehmen und dass nichts besser passt für die Person, der sie am wenigsten gefällt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>That all accept it. For three people or fewer, or 64 packages or fewer.</source>
            <translation>Dass alle es annehmen. Für höchstens drei Personen oder höchstens 64 Pakete.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>That all accept it. Points and weights stay hidden.</source>
            <translation>Dass alle es annehmen. Punkte und Gewichte bleiben verborgen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>That all accept it. Points stay hidden.</source>
            <translation>Dass alle es annehmen. Punkte bleiben verborgen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>That nothing before it suited everyone.</source>
            <translation>Dass nichts davor für alle ging.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>The best in all orders added up</source>
            <translation>Die beste, alle Reihenfolgen zusammengezählt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>The earliest that enough people ticked</source>
            <translation>Das früheste, das genug Personen angekreuzt haben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>The earliest that everyone ticked</source>
            <translation>Das früheste, das alle angekreuzt haben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>The entries, if there are enough</source>
            <translation>Die Einträge, wenn es genug sind</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>The lowest level anyone chose</source>
            <translation>Die niedrigste Stufe, die jemand gewählt hat</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>The one that is nobody's last resort</source>
            <translation>Die, die für niemanden die letzte Wahl ist</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>The package that is nobody's last resort</source>
            <translation>Das Paket, das für niemanden die letzte Wahl ist</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>The package with the best balance</source>
            <translation>Das ausgewogenste Paket</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>The package with the most points added up</source>
            <translation>Das Paket mit den meisten Punkten zusammen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Things to tell each other</source>
            <translation>Dinge, die ihr einander sagt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Tick what is fine</source>
            <translation>Ankreuzen, was in Ordnung ist</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Ticking everything shows somebody all your ticks.</source>
            <translation>Wer alles ankreuzt, sieht alle deine Kreuze.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Trade-offs</source>
            <translation>Geben und nehmen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>What opens opens together</source>
            <translation>Was aufgeht, geht zusammen auf</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Who chose more than is shown knows that somebody chose exactly that.</source>
            <translation>Wer mehr gewählt hat, als gezeigt wird, weiß, dass jemand genau das gewählt hat.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Who guesses entries finds out which of them you have.</source>
            <translation>Wer Einträge rät, erfährt, welche davon du hast.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Who said yes and sees nothing knows that somebody did not.</source>
            <translation>Wer Ja gesagt hat und nichts sieht, weiß, dass jemand nicht Ja gesagt hat.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>With fewer in common nothing at all.</source>
            <translation>Mit weniger gemeinsamen gar nichts.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Yes or no</source>
            <translation>Ja oder nein</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Yes or no, and no amount.</source>
            <translation>Ja oder nein, und kein Betrag.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Yes or no, and no option.</source>
            <translation>Ja oder nein, und keine Möglichkeit.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/editor/words.py" />
            <source>Yes or no, and no package.</source>
            <translation>Ja oder nein, und kein Paket.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/ended.py" />
            <source>Until {time}.</source>
            <translation>Bis {time} Uhr.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/exporting.py" />
            <location filename="../../desktop/ui/flow/saving.py" />
            <location filename="../../desktop/ui/gatekeeper.py" />
            <source>Choose another folder</source>
            <translation>Anderen Ordner wählen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/exporting.py" />
            <location filename="../../desktop/ui/flow/saving.py" />
            <source>Save elsewhere</source>
            <translation>Woanders sichern</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/exporting.py" />
            <source>Saved to {folder}.</source>
            <translation>In {folder} gesichert.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/alerting.py" />
            <source>Answers and results are hidden from screenshots.</source>
            <translation>Antworten und Ergebnisse sind vor Bildschirmfotos verborgen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/alerting.py" />
            <source>Common Ground needs you</source>
            <translation>Common Ground braucht dich</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/alerting.py" />
            <source>Got it</source>
            <translation>Verstanden</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/alerting.py" />
            <source>Screenshots show everything now.</source>
            <translation>Bildschirmfotos zeigen jetzt alles.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/answering.py" />
            <source>Connected to {name}, as before.</source>
            <translation>Verbunden mit {name}, wie früher.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/answering.py" />
            <source>Draft saved {time}</source>
            <translation>Entwurf gesichert um {time}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/answering.py" />
            <source>Nothing is sent until you lock in.</source>
            <translation>Nichts wird gesendet, bis du festmachst.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/answering.py" />
            <source>Start from my answers</source>
            <translation>Mit meinen Antworten anfangen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/answering.py" />
            <source>The sheet is a new version.</source>
            <translation>Der Bogen ist eine neue Version.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/answering.py" />
            <source>Welcome back.</source>
            <translation>Willkommen zurück.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/answering.py" />
            <source>You kept your answers from the last time.</source>
            <translation>Du hast deine Antworten vom letzten Mal behalten.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/answering.py" />
            <source>Your answers are as you left them.</source>
            <translation>Deine Antworten sind noch so, wie du sie gelassen hast.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/answering.py" />
            <source>Your answers to unchanged items are here.</source>
            <translation>Deine Antworten zu unveränderten Punkten sind noch da.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/beginning.py" />
            <source>Answering</source>
            <translation>Beim Antworten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/beginning.py" />
            <source>Choose another file…</source>
            <translation>Andere Datei wählen…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/beginning.py" />
            <location filename="../../desktop/ui/flow/editing.py" />
            <source>Deleted.</source>
            <translation>Gelöscht.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/beginning.py" />
            <source>Join</source>
            <translation>Mitmachen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/beginning.py" />
            <location filename="../../desktop/ui/flow/context.py" />
            <location filename="../../desktop/ui/pages/waiting.py" />
            <source>Locked in</source>
            <translation>Festgemacht</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/beginning.py" />
            <source>Mend it in the editor</source>
            <translation>Im Editor verbessern</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/beginning.py" />
            <source>Split it in the editor</source>
            <translation>Im Editor aufteilen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/beginning.py" />
            <source>You copied an invite from {name}.</source>
            <translation>Du hast eine Einladung von {name} kopiert.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/beginning.py" />
            <source>You copied an invite.</source>
            <translation>Du hast eine Einladung kopiert.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/beginning.py" />
            <source>changed {when}</source>
            <translation>geändert: {when}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/checking.py" />
            <source>Looking at this computer, for the diagnostics…</source>
            <translation>Dieser Computer wird für die Diagnose angesehen…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/checking.py" />
            <location filename="../../desktop/ui/pages/diagnostics.py" />
            <source>The check was stopped. There is nothing to copy.</source>
            <translation>Die Prüfung wurde angehalten. Es gibt nichts zu kopieren.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/context.py" />
            <location filename="../../desktop/ui/window.py" />
            <source>Common Ground</source>
            <translation>Common Ground</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/context.py" />
            <source>Connected directly</source>
            <translation>Direkt verbunden</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/context.py" />
            <source>Connected directly, preparing</source>
            <translation>Direkt verbunden, wird vorbereitet</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/context.py" />
            <source>Connected directly, ready to compare</source>
            <translation>Direkt verbunden, bereit zum Vergleich</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/context.py" />
            <source>Connected directly, saving data</source>
            <translation>Direkt verbunden, Daten werden gespart</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/context.py" />
            <source>Connected directly, saving the battery</source>
            <translation>Direkt verbunden, Akku wird geschont</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/context.py" />
            <source>Connected to the other person</source>
            <translation>Mit deinem Gegenüber</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/context.py" />
            <source>Connected to {name}</source>
            <translation>Mit {name}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/context.py" />
            <source>Connected to {n} people</source>
            <translation>Mit {n} Personen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/context.py" />
            <location filename="../../desktop/ui/flow/whole.py" />
            <location filename="../../desktop/ui/pages/discuss.py" />
            <location filename="../../desktop/ui/pages/review.py" />
            <location filename="../../desktop/ui/pages/who.py" />
            <source>Leave</source>
            <translation>Verlassen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/context.py" />
            <location filename="../../desktop/ui/flow/whole.py" />
            <source>Leave this session?</source>
            <translation>Diese Sitzung verlassen?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/context.py" />
            <source>Not connected</source>
            <translation>Nicht verbunden</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/context.py" />
            <source>Practice partner</source>
            <translation>Übungspartner</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/context.py" />
            <location filename="../../desktop/ui/flow/whole.py" />
            <source>Stay</source>
            <translation>Bleiben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/context.py" />
            <location filename="../../desktop/ui/widgets/foretold.py" />
            <source>The other person</source>
            <translation>Dein Gegenüber</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/context.py" />
            <source>With a practice partner</source>
            <translation>Mit einem Übungspartner</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/context.py" />
            <location filename="../../desktop/ui/kept.py" />
            <source>You</source>
            <translation>Du</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/context.py" />
            <location filename="../../desktop/ui/flow/whole.py" />
            <source>Your answers are kept on this computer. The other person will see that you left.</source>
            <translation>Deine Antworten bleiben auf diesem Computer. Dein Gegenüber sieht, dass du gegangen bist.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/context.py" />
            <location filename="../../desktop/ui/pages/gathering.py" />
            <location filename="../../desktop/ui/pages/saved.py" />
            <location filename="../../desktop/ui/printing.py" />
            <source>{name} ({role})</source>
            <translation>{name} ({role})</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/discussing.py" />
            <source>Nothing is different yet.</source>
            <translation>Es ist noch nichts anders.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/discussing.py" />
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>Reject change</source>
            <translation>Änderung ablehnen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/discussing.py" />
            <source>Review</source>
            <translation>Ansehen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/discussing.py" />
            <source>The id of the sheet has to stay as it was.</source>
            <translation>Die Kennung des Bogens muss bleiben, wie sie war.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/discussing.py" />
            <source>The old version stays. You can suggest something else.</source>
            <translation>Die alte Version bleibt. Du kannst etwas anderes vorschlagen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/discussing.py" />
            <source>This version is not for the people who are here. Their number and roles have to fit.</source>
            <translation>Diese Version ist nicht für die Leute, die hier sind. Ihre Zahl und ihre Rollen müssen passen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/discussing.py" />
            <source>You can suggest a change as soon as everybody is here.</source>
            <translation>Du kannst eine Änderung vorschlagen, sobald alle da sind.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/discussing.py" />
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>You have suggested as many versions as there can be.</source>
            <translation>Du hast so viele Versionen vorgeschlagen, wie es geben kann.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/discussing.py" />
            <source>{name} rejected version {n}.</source>
            <translation>{name} hat Version {n} abgelehnt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/discussing.py" />
            <source>{name} wrote a note.</source>
            <translation>{name} hat eine Notiz geschrieben.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/editing.py" />
            <source>Kept on this computer {time}</source>
            <translation>Auf diesem Computer gesichert um {time}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/editing.py" />
            <source>Kept on this computer {time}. The file does not have the last changes.</source>
            <translation>Auf diesem Computer gesichert um {time}. In der Datei fehlen die letzten Änderungen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/editing.py" />
            <source>My sheet</source>
            <translation>Mein Bogen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/editing.py" />
            <source>Suggest this version</source>
            <translation>Diese Version vorschlagen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/editing.py" />
            <source>This copy cannot be suggested as it is.</source>
            <translation>Diese Kopie lässt sich so nicht vorschlagen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/editing.py" />
            <source>What is settled first needs its values.</source>
            <translation>Was vorab geklärt wird, braucht noch seine Werte.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/ending.py" />
            <location filename="../../desktop/ui/flow/keeping.py" />
            <location filename="../../desktop/ui/pages/home.py" />
            <source>Delete</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/ending.py" />
            <source>Delete this agreement?</source>
            <translation>Diese Vereinbarung löschen?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/ending.py" />
            <location filename="../../desktop/ui/pages/rejoin.py" />
            <source>Finding the others again…</source>
            <translation>Die anderen werden wieder gesucht …</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/ending.py" />
            <source>It is removed from this computer. Others keep their own copies.</source>
            <translation>Sie wird von diesem Computer entfernt. Andere behalten ihre eigene Kopie.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/ending.py" />
            <location filename="../../desktop/ui/flow/keeping.py" />
            <source>Keep</source>
            <translation>Behalten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/fixing.py" />
            <source>Ask them for new words, and let them say the words to you.</source>
            <translation>Bitte um neue Wörter und lass sie dir vorsagen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/fixing.py" />
            <source>Check again afterwards.</source>
            <translation>Prüf danach noch einmal.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/fixing.py" />
            <source>Choose a sheet.</source>
            <translation>Wähl einen Bogen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/fixing.py" />
            <source>Get it where you got this one. If your system installs it, updates come from your system.</source>
            <translation>Hol sie dort, woher du diese hast. Installiert sie dein System, kommen Aktualisierungen von dort.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/fixing.py" />
            <source>I cannot open your Common Ground invite: it was made by a newer version than mine, which is {version}. Please send me an invite that version {version} can read, or wait until I have the newer one.</source>
            <translation>Ich kann deine Einladung zu Common Ground nicht öffnen: Sie kommt von einer neueren Version als meiner, das ist {version}. Bitte schick mir eine Einladung, die Version {version} lesen kann, oder warte, bis ich die neuere habe.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/fixing.py" />
            <source>Let the other person show an invite, and enter it here.</source>
            <translation>Lass die andere Person eine Einladung zeigen und gib sie hier ein.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/fixing.py" />
            <source>Look for it in the settings of your system.</source>
            <translation>Such danach in den Einstellungen deines Systems.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/fixing.py" />
            <source>Looking for a newer version…</source>
            <translation>Es wird nach einer neueren Version gesucht …</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/fixing.py" />
            <source>Note for the venue</source>
            <translation>Zettel für den Ort</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/fixing.py" />
            <source>Save the note for the venue</source>
            <translation>Zettel für den Ort sichern</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/fixing.py" />
            <source>That could not be opened.</source>
            <translation>Das ließ sich nicht öffnen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/fixing.py" />
            <source>Then you show the invite, and the other person enters it.</source>
            <translation>Danach zeigst du die Einladung, und die andere Person gibt sie ein.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/fixing.py" />
            <source>There is no whole invite on the clipboard.</source>
            <translation>In der Zwischenablage ist keine ganze Einladung.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/fixing.py" />
            <source>This copy was not told of a download page.</source>
            <translation>Dieses Exemplar kennt keine Seite zum Herunterladen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/fixing.py" />
            <source>Windows was asked to let Common Ground in.</source>
            <translation>Windows wurde gebeten, Common Ground hereinzulassen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/guarding.py" />
            <source>Change this when nobody is connected.</source>
            <translation>Ändere das, wenn niemand verbunden ist.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/guarding.py" />
            <location filename="../../desktop/ui/flow/returning.py" />
            <location filename="../../desktop/ui/pages/around.py" />
            <location filename="../../desktop/ui/pages/cover.py" />
            <location filename="../../desktop/ui/pages/improve.py" />
            <location filename="../../desktop/ui/pages/shared.py" />
            <location filename="../../desktop/ui/pages/terms.py" />
            <source>Continue</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/guarding.py" />
            <source>Everything that is kept is encrypted anew, and people who are connected need it meanwhile.</source>
            <translation>Alles Aufgehobene wird neu verschlüsselt, und Leute, die verbunden sind, brauchen es inzwischen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/guarding.py" />
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <source>Set a passphrase</source>
            <translation>Passphrase festlegen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/guarding.py" />
            <source>There is no passphrase any more.</source>
            <translation>Es gibt keine Passphrase mehr.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/guarding.py" />
            <source>Your passphrase is changed.</source>
            <translation>Deine Passphrase ist geändert.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/guarding.py" />
            <source>Your passphrase is set. Ctrl+L locks Common Ground.</source>
            <translation>Deine Passphrase gilt. Strg+L sperrt Common Ground.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>A passphrase protects what is kept on this computer. It cannot be recovered.</source>
            <translation>Eine Passphrase schützt, was auf diesem Computer aufgehoben ist. Sie lässt sich nicht wiederherstellen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>Answer in private. Keys: the first letter or a number chooses, Ctrl+Z undoes.</source>
            <translation>Antworte für dich. Tasten: Der erste Buchstabe oder eine Zahl wählt, Strg+Z nimmt zurück.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>Anyone can suggest a change. A version counts only when all of you are fine with it.</source>
            <translation>Alle können eine Änderung vorschlagen. Eine Version zählt erst, wenn sie für euch alle passt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>Change the sheet. Every change can be undone: Ctrl+Z, and Ctrl+Shift+Z to redo.</source>
            <translation>Ändere den Bogen. Jede Änderung lässt sich zurücknehmen: Strg+Z, und Strg+Umschalt+Z wiederholt sie.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>Choose what you want to compare. On the right you see every question of the sheet.</source>
            <translation>Wähl, was ihr vergleichen wollt. Rechts siehst du jede Frage des Bogens.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>Compare these words aloud. If they are the same, nobody is in between.</source>
            <translation>Vergleicht diese Wörter laut. Sind sie gleich, ist niemand dazwischen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>Ctrl+Enter goes on, Alt+Left goes back, F6 goes to the next part, F9 covers everything, F10 opens the View menu.</source>
            <translation>Strg+Eingabe geht weiter, Alt+Links geht zurück, F6 geht zum nächsten Teil, F9 deckt alles ab, F10 öffnet das Menü „Ansicht“.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>Enter the name that people you connect to will see. Nothing else is asked.</source>
            <translation>Gib den Namen ein, den die Leute sehen, mit denen du dich verbindest. Sonst wird nichts gefragt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>Enter the words or the invite somebody gave you. F5 looks again for people nearby.</source>
            <translation>Gib die Wörter oder die Einladung ein, die du bekommen hast. F5 sucht noch einmal nach Leuten in der Nähe.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>Every part of this program has terms of its own. Choose one to read them.</source>
            <translation>Jeder Teil dieses Programms hat eigene Bedingungen. Wähle einen aus, um sie zu lesen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>Every setting says what it does and applies at once.</source>
            <translation>Jede Einstellung sagt, was sie tut, und gilt sofort.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>Go back to the people you were with, or leave them and tell them so.</source>
            <translation>Geh zurück zu denen, mit denen du verbunden warst, oder verlass sie und sag es ihnen damit.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>Look at your answers once more. You can still change them after locking in.</source>
            <translation>Sieh dir deine Antworten noch einmal an. Du kannst sie auch nach dem Festmachen noch ändern.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>Read the sheet. You all see the same one. Nothing is sent until you lock in.</source>
            <translation>Lies den Bogen. Ihr seht alle denselben. Nichts wird gesendet, bis du festmachst.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>Say the words, or send the invite to the people you want to compare with.</source>
            <translation>Sag die Wörter, oder schick die Einladung den Leuten, mit denen du vergleichen willst.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>Say who takes part. Then show an invite, or join somebody nearby. F5 looks again.</source>
            <translation>Sag, wer mitmacht. Zeig dann eine Einladung, oder komm zu jemandem in der Nähe dazu. F5 sucht noch einmal.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>Some sheets need a few facts first. You settle these in the open, together.</source>
            <translation>Manche Bögen brauchen zuerst ein paar Angaben. Die klärt ihr offen und zusammen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>Start with somebody, join with an invite, or go on with what you began. Keys: 1, 2, 3.</source>
            <translation>Fang mit jemandem an, mach mit einer Einladung mit oder mach weiter, wo du warst. Tasten: 1, 2, 3.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>The computers compare. Nothing is shown before the result is opened.</source>
            <translation>Die Computer vergleichen. Nichts wird gezeigt, bevor das Ergebnis geöffnet wird.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>These are the agreements on this computer. Others have their own copies.</source>
            <translation>Das sind die Vereinbarungen auf diesem Computer. Andere haben ihre eigenen Kopien.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>These are the people this computer would recognise. You can forget them.</source>
            <translation>Das sind die Leute, die dieser Computer wiedererkennen würde. Du kannst sie vergessen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>This is your agreement. You can save it as a file, and anyone can check it.</source>
            <translation>Das ist eure Vereinbarung. Du kannst sie als Datei sichern, und alle können sie prüfen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>This page says what each question can show to others, before anything is sent.</source>
            <translation>Diese Seite sagt, was jede Frage anderen zeigen kann, bevor etwas gesendet wird.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>This page says what keeps computers apart here, and what helps.</source>
            <translation>Diese Seite sagt, was hier Computer voneinander fernhält und was hilft.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <location filename="../../desktop/ui/pages/review.py" />
            <location filename="../../desktop/ui/pages/shared.py" />
            <location filename="../../desktop/ui/pages/welcome.py" />
            <source>What others can still work out</source>
            <translation>Was andere trotzdem ausrechnen können</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>Write down in your own words what you agreed. It counts once all of you agree to it.</source>
            <translation>Schreibt in euren eigenen Worten auf, was ihr vereinbart habt. Es gilt, sobald alle zugestimmt haben.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>You can copy this text for somebody who helps you. It holds nothing private.</source>
            <translation>Du kannst diesen Text für jemanden kopieren, der dir hilft. Er enthält nichts Privates.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>You can look for a deal that is better for someone and worse for nobody.</source>
            <translation>Ihr könnt nach etwas suchen, das für jemanden besser ist und für niemanden schlechter.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>You can remove everything that is kept on this computer. Others keep their own copies.</source>
            <translation>Du kannst alles entfernen, was auf diesem Computer aufgehoben ist. Andere behalten ihre eigenen Kopien.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>You see how far everybody is, never what anybody answers.</source>
            <translation>Du siehst, wie weit alle sind, nie, was jemand antwortet.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/helping.py" />
            <source>You see what you agree on, and nothing else.</source>
            <translation>Du siehst, worin ihr euch einig seid, und sonst nichts.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/keeping.py" />
            <source>Delete my answers?</source>
            <translation>Meine Antworten löschen?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/keeping.py" />
            <source>The agreement stays. The answers are gone from this computer.</source>
            <translation>Die Vereinbarung bleibt. Die Antworten sind dann weg von diesem Computer.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/keeping.py" />
            <source>Your answers are deleted. The agreement is still here.</source>
            <translation>Deine Antworten sind gelöscht. Die Vereinbarung ist noch da.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/looking.py" />
            <source>Windows will ask whether Common Ground may use networks. Please allow it, for public networks too.</source>
            <translation>Windows fragt gleich, ob Common Ground Netzwerke nutzen darf. Bitte erlaube es, auch für öffentliche Netzwerke.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/looking.py" />
            <source>macOS will ask to find devices on your local network. Please choose Allow.</source>
            <translation>macOS fragt gleich, ob Geräte in deinem lokalen Netzwerk gesucht werden dürfen. Bitte wähle „Erlauben“.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/losses.py" />
            <source>Compare without {name}</source>
            <translation>Ohne {name} vergleichen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/losses.py" />
            <source>Everyone has to agree.</source>
            <translation>Alle müssen zustimmen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/losses.py" />
            <source>Pause for later</source>
            <translation>Für später aufheben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/losses.py" />
            <location filename="../../desktop/ui/flow/meeting.py" />
            <source>Save for later</source>
            <translation>Für später speichern</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/losses.py" />
            <location filename="../../desktop/ui/pages/comparing.py" />
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/losses.py" />
            <source>Wait</source>
            <translation>Warten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/losses.py" />
            <source>Waiting for the others.</source>
            <translation>Warten auf die anderen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/losses.py" />
            <source>You compare without {name}.</source>
            <translation>Ihr vergleicht ohne {name}.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/losses.py" />
            <source>{name} are gone.</source>
            <translation>{name} sind weg.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/meeting.py" />
            <location filename="../../desktop/ui/flow/rejoining.py" />
            <location filename="../../desktop/ui/pages/waiting.py" />
            <source>Connect again</source>
            <translation>Noch einmal verbinden</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/meeting.py" />
            <source>Finding the other computer…</source>
            <translation>Der andere Computer wird gesucht…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/meeting.py" />
            <source>Keep answering</source>
            <translation>Weiter antworten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/meeting.py" />
            <source>New invite</source>
            <translation>Neue Einladung</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/meeting.py" />
            <source>Your practice partner is on the way…</source>
            <translation>Dein Übungspartner ist unterwegs…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/nearby.py" />
            <source>Ask them to choose you on their Connect page, or for an invite.</source>
            <translation>Bitte darum, dass man dich dort auf der Seite „Verbinden“ auswählt, oder um eine Einladung.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/nearby.py" />
            <source>Checking the words…</source>
            <translation>Die Wörter werden geprüft…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/nearby.py" />
            <source>Connecting…</source>
            <translation>Verbinden…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/nearby.py" />
            <location filename="../../desktop/ui/pages/around.py" />
            <source>Looking for people nearby…</source>
            <translation>Leute in der Nähe werden gesucht…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/nearby.py" />
            <source>Looking for {name} on this network. This takes up to a minute…</source>
            <translation>{name} wird in diesem Netzwerk gesucht. Das dauert bis zu einer Minute…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/nearby.py" />
            <source>So this is the person who showed them to you.</source>
            <translation>Also ist das die Person, die sie dir gezeigt hat.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/nearby.py" />
            <source>The words matched.</source>
            <translation>Die Wörter haben gestimmt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/nearby.py" />
            <source>The words matched. Connecting…</source>
            <translation>Die Wörter haben gestimmt. Verbinden…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/nearby.py" />
            <source>Waiting until they have looked, too…</source>
            <translation>Warten, bis auf der anderen Seite auch nachgesehen wurde…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/nearby.py" />
            <source>Who is it? Ask which word is on their screen.</source>
            <translation>Wer ist es? Frag, welches Wort dort auf dem Bildschirm steht.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/nearby.py" />
            <source>Your router lets people in at {address} as long as you wait.</source>
            <translation>Dein Router lässt Leute unter {address} herein, solange du wartest.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/nearby.py" />
            <source>{name} is not waiting on this network.</source>
            <translation>{name} wartet nicht in diesem Netzwerk.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/rejoining.py" />
            <source>The others are not waiting any more.</source>
            <translation>Die anderen warten nicht mehr.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/rejoining.py" />
            <source>Your answers are kept. A new invite goes on from there.</source>
            <translation>Deine Antworten sind noch da. Mit einer neuen Einladung geht es von dort weiter.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/rejoining.py" />
            <source>somebody</source>
            <translation>jemandem</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/remembering.py" />
            <location filename="../../desktop/ui/flow/whole.py" />
            <location filename="../../desktop/ui/pages/comparing.py" />
            <location filename="../../desktop/ui/pages/enter.py" />
            <location filename="../../desktop/ui/pages/erase.py" />
            <location filename="../../desktop/ui/pages/invite.py" />
            <location filename="../../desktop/ui/pages/network.py" />
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <location filename="../../desktop/ui/pages/people.py" />
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/remembering.py" />
            <source>Forget</source>
            <translation>Vergessen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/remembering.py" />
            <source>Forget people when nobody is connected: it may be one of them.</source>
            <translation>Vergiss Leute, wenn niemand verbunden ist: Es könnte gerade diese Person sein.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/remembering.py" />
            <source>Forget {name}?</source>
            <translation>{name} vergessen?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/remembering.py" />
            <source>Forgotten: {name}.</source>
            <translation>Vergessen: {name}.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/remembering.py" />
            <source>Next time you will need a new invite.</source>
            <translation>Nächstes Mal brauchst du eine neue Einladung.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/remembering.py" />
            <source>You are connected right now.</source>
            <translation>Du bist gerade verbunden.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/remembering.py" />
            <source>You call them {name} now.</source>
            <translation>Du nennst die Person jetzt {name}.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/returning.py" />
            <source>All settings are as they were at first. The old file is in {folder}.</source>
            <translation>Alle Einstellungen sind wie am Anfang. Die alte Datei liegt in {folder}.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/returning.py" />
            <source>Everything is kept in {folder} now.</source>
            <translation>Alles wird jetzt in {folder} aufbewahrt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/returning.py" />
            <source>Open copy folder</source>
            <translation>Ordner mit der Kopie öffnen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/returning.py" />
            <source>That could not be written down: the next start asks again. Choose the same folder then.</source>
            <translation>Das konnte nicht vermerkt werden: Der nächste Start fragt wieder. Wähle dann denselben Ordner.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/returning.py" />
            <source>The next start finds it there.</source>
            <translation>Der nächste Start findet es dort.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/returning.py" />
            <source>Your settings could not be read.</source>
            <translation>Deine Einstellungen waren nicht zu lesen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/saving.py" />
            <source>Everything is saved again.</source>
            <translation>Alles ist wieder gesichert.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/saving.py" />
            <source>Not saved yet</source>
            <translation>Noch nicht gesichert</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/saving.py" />
            <source>Show in folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/updating.py" />
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>A check tells the download site your internet address and version, nothing else.</source>
            <translation>Beim Nachsehen erfährt die Download-Seite deine Internetadresse und deine Version, sonst nichts.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/updating.py" />
            <source>Check for updates?</source>
            <translation>Nach neuen Versionen sehen?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/updating.py" />
            <source>Common Ground {version} is there.</source>
            <translation>Common Ground {version} ist da.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/updating.py" />
            <source>It is at {address}. Nothing is installed by itself.</source>
            <translation>Sie ist auf {address}. Nichts wird von selbst installiert.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/updating.py" />
            <source>Off</source>
            <translation>Aus</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/updating.py" />
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Once a week</source>
            <translation>Einmal in der Woche</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/updating.py" />
            <source>Open page</source>
            <translation>Seite öffnen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/updating.py" />
            <source>This is the newest version.</source>
            <translation>Das ist die neueste Version.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/updating.py" />
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>When I press the button</source>
            <translation>Wenn ich den Knopf drücke</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/whole.py" />
            <source>Answers and results are not put on the clipboard.</source>
            <translation>Antworten und Ergebnisse kommen nicht in die Zwischenablage.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/whole.py" />
            <source>Compare again</source>
            <translation>Noch einmal vergleichen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/whole.py" />
            <source>Compare again?</source>
            <translation>Noch einmal vergleichen?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/whole.py" />
            <source>It is the same person</source>
            <translation>Es ist dieselbe Person</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/whole.py" />
            <location filename="../../desktop/ui/gatekeeper.py" />
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/whole.py" />
            <source>Quit without saving?</source>
            <translation>Ohne Sichern beenden?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/whole.py" />
            <source>The language changes when you open Common Ground the next time.</source>
            <translation>Die Sprache ändert sich, wenn du Common Ground das nächste Mal öffnest.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/whole.py" />
            <source>You took something back; your earlier answer counts for: {items}.</source>
            <translation>Du hast etwas zurückgenommen; deine frühere Antwort zählt bei: {items}.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/whole.py" />
            <source>Your last changes could not be saved yet. They are lost when the window closes.</source>
            <translation>Deine letzten Änderungen waren noch nicht zu sichern. Sie gehen verloren, wenn sich das Fenster schließt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/writing.py" />
            <source>Somebody has begun to write your agreement down.</source>
            <translation>Jemand hat angefangen, eure Vereinbarung aufzuschreiben.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/flow/writing.py" />
            <source>Write with them</source>
            <translation>Mitschreiben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/gatekeeper.py" />
            <source>Free some space and try again, or choose a folder on another disk.</source>
            <translation>Schaffe etwas Platz und versuche es noch einmal, oder wähle einen Ordner auf einem anderen Datenträger.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/gatekeeper.py" />
            <source>It is missing, somebody else owns it, or its disk is read-only. Choose a folder of your own.</source>
            <translation>Er fehlt, gehört jemand anderem, oder sein Datenträger lässt sich nur lesen. Wähle einen eigenen Ordner.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/gatekeeper.py" />
            <source>Open folder</source>
            <translation>Ordner öffnen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/gatekeeper.py" />
            <source>Where Common Ground keeps your data</source>
            <translation>Wo Common Ground deine Daten aufbewahrt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/invite_text.py" />
            <source>Common Ground invite from {name}, valid until {time}</source>
            <translation>Common-Ground-Einladung von {name}, gültig bis {time}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/invite_text.py" />
            <source>Common Ground invite, valid until {time}</source>
            <translation>Common-Ground-Einladung, gültig bis {time}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/invite_text.py" />
            <source>Open Common Ground, choose “Join with an invite” and paste all of this text.</source>
            <translation>Öffne Common Ground, wähl „Mit Einladung mitmachen“ und füg diesen ganzen Text ein.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/kept.py" />
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>Look at this again on {day}.</source>
            <translation>Am {day} noch einmal ansehen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/kept.py" />
            <source>Made with Common Ground. A note between us, not legal advice.</source>
            <translation>Mit Common Ground gemacht. Eine Notiz unter uns, keine Rechtsberatung.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/library.py" />
            <source>It is not there or may not be read</source>
            <translation>Sie ist nicht da oder darf nicht gelesen werden</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/library.py" />
            <source>Without a title</source>
            <translation>Ohne Titel</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/agreements.py" />
            <location filename="../../desktop/ui/pages/home.py" />
            <source>Agreements</source>
            <translation>Vereinbarungen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/agreements.py" />
            <source>What you agree on is listed here.</source>
            <translation>Hier steht, worauf ihr euch einigt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/answer.py" />
            <source>All on one page</source>
            <translation>Alles auf einer Seite</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/answer.py" />
            <source>Answered by others</source>
            <translation>Von anderen beantwortet</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/answer.py" />
            <source>Before you answer</source>
            <translation>Bevor du antwortest</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/answer.py" />
            <source>Before you start</source>
            <translation>Bevor du anfängst</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/answer.py" />
            <location filename="../../desktop/ui/pages/lock.py" />
            <source>Cover my answers</source>
            <translation>Meine Antworten abdecken</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/answer.py" />
            <source>Next</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/answer.py" />
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/answer.py" />
            <source>Previous</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/answer.py" />
            <source>Review and lock in</source>
            <translation>Ansehen und festmachen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/answer.py" />
            <source>Take another mark away first.</source>
            <translation>Nimm zuerst eine andere Markierung weg.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/answer.py" />
            <source>You can mark at most {n}.</source>
            <translation>Du kannst höchstens {n} markieren.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/answer.py" />
            <source>You see the result of these as well.</source>
            <translation>Auch davon siehst du das Ergebnis.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/answer.py" />
            <source>Your answers</source>
            <translation>Deine Antworten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/answer.py" />
            <source>{n} of {all}</source>
            <translation>{n} von {all}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/around.py" />
            <source>Nobody yet. Many guest and office networks hide computers from each other. Use an invite instead.</source>
            <translation>Noch niemand. Viele Gäste- und Büronetzwerke verbergen Computer voreinander. Nehmt stattdessen eine Einladung.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/around.py" />
            <source>On this network</source>
            <translation>In diesem Netzwerk</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/around.py" />
            <source>People nearby</source>
            <translation>Leute in der Nähe</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/around.py" />
            <source>Someone nearby</source>
            <translation>Jemand in der Nähe</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/around.py" />
            <source>Two people use the name {name}. Ask which word is on their screen.</source>
            <translation>Zwei Leute nennen sich {name}. Frag, welches Wort auf ihrem Bildschirm steht.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/around.py" />
            <source>Why can't I see them?</source>
            <translation>Warum sehe ich sie nicht?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/around.py" />
            <source>{name} ({word})</source>
            <translation>{name} ({word})</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/around.py" />
            <source>{name} left</source>
            <translation>{name} ist gegangen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/around.py" />
            <source>{name}, new, found</source>
            <translation>{name}, neu, gefunden</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>Choose a sheet</source>
            <translation>Wähl einen Bogen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>Couples</source>
            <translation>Paare</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>Delete this sheet</source>
            <translation>Diesen Bogen löschen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>Edit</source>
            <translation>Bearbeiten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>Friends</source>
            <translation>Freundschaft</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>Make a copy and edit</source>
            <translation>Kopieren und bearbeiten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>Money</source>
            <translation>Geld</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>My sheets</source>
            <translation>Meine Bögen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>No sheet here is for so many people.</source>
            <translation>Hier ist kein Bogen für so viele Personen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>No sheet matches “{q}”. Start from blank?</source>
            <translation>Kein Bogen passt zu „{q}“. Leer anfangen?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>Not finished yet</source>
            <translation>Noch nicht fertig</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>Open file…</source>
            <translation>Datei öffnen…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>Search</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>Show all sheets</source>
            <translation>Alle Bögen zeigen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>Start from blank</source>
            <translation>Leer anfangen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>Team</source>
            <translation>Team</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>This sheet is not finished yet. Edit it to see what is missing.</source>
            <translation>Dieser Bogen ist noch nicht fertig. Bearbeite ihn, um zu sehen, was fehlt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>Use this sheet</source>
            <translation>Diesen Bogen nehmen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>Workshop</source>
            <translation>Workshop</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>You first settle a few things in the open, such as places or dates.</source>
            <translation>Ihr klärt zuerst ein paar Dinge offen, etwa Orte oder Termine.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/choose.py" />
            <source>{length} · {language}</source>
            <translation>{length} · {language}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/comparing.py" />
            <source>All have the result</source>
            <translation>Alle haben das Ergebnis</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/comparing.py" />
            <source>Both have the result</source>
            <translation>Ihr habt beide das Ergebnis</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/comparing.py" />
            <source>Comparing</source>
            <translation>Vergleichen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/comparing.py" />
            <source>Comparing the long list ({n} %)</source>
            <translation>Die lange Liste wird verglichen ({n} %)</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/comparing.py" />
            <source>How far the comparison is</source>
            <translation>Wie weit der Vergleich ist</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/comparing.py" />
            <source>Keep both computers awake.</source>
            <translation>Lasst beide Computer wach.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/comparing.py" />
            <source>Keep going</source>
            <translation>Weitermachen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/comparing.py" />
            <source>Opening ({n} of {all})</source>
            <translation>Wird geöffnet ({n} von {all})</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/comparing.py" />
            <source>Opening the result</source>
            <translation>Das Ergebnis wird geöffnet</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/comparing.py" />
            <source>Preparing</source>
            <translation>Vorbereiten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/comparing.py" />
            <source>Sealed files on their way ({n} %)</source>
            <translation>Versiegelte Dateien sind unterwegs ({n} %)</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/comparing.py" />
            <source>Stop comparing? Nobody will see a result. Your locked-in answers stay here.</source>
            <translation>Den Vergleich anhalten? Niemand sieht dann ein Ergebnis. Deine festgemachten Antworten bleiben hier.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/comparing.py" />
            <source>Stop now? You both may have seen different parts of the result.</source>
            <translation>Jetzt anhalten? Vielleicht habt ihr verschiedene Teile des Ergebnisses gesehen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/connect.py" />
            <source>An invite works once for each person, for 15 minutes. It holds your address on this network.</source>
            <translation>Eine Einladung gilt einmal für jede Person, 15 Minuten lang. Sie enthält deine Adresse in diesem Netzwerk.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/connect.py" />
            <source>Ask my router to let people from other networks in</source>
            <translation>Meinen Router bitten, Leute aus anderen Netzwerken hereinzulassen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/connect.py" />
            <source>Choose one to join them, with their sheet.</source>
            <translation>Wähle jemanden, um dazuzukommen, mit deren Bogen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/connect.py" />
            <location filename="../../desktop/ui/pages/enter.py" />
            <source>Connect</source>
            <translation>Verbinden</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/connect.py" />
            <source>Enter an invite</source>
            <translation>Einladung eingeben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/connect.py" />
            <source>How many people, you included?</source>
            <translation>Wie viele Personen, du mitgezählt?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/connect.py" />
            <source>It lets them in as long as you wait; without your invite nobody gets any further.</source>
            <translation>Er lässt sie herein, solange du wartest; ohne deine Einladung kommt niemand weiter.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/connect.py" />
            <source>Let people on this network see my name while I wait</source>
            <translation>Leute in diesem Netzwerk sehen meinen Namen, solange ich warte</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/connect.py" />
            <source>Look at the sheet together first</source>
            <translation>Den Bogen zuerst gemeinsam ansehen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/connect.py" />
            <source>Nobody answers before all of you are fine with it. Everyone can suggest changes, too.</source>
            <translation>Niemand antwortet, bevor er für euch alle passt. Alle können auch Änderungen vorschlagen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/connect.py" />
            <source>Others then see it beside the word of this computer. Otherwise you are “Someone nearby”.</source>
            <translation>Andere sehen ihn dann neben dem Wort dieses Computers. Sonst bist du „Jemand in der Nähe“.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/connect.py" />
            <source>Somebody is on another network</source>
            <translation>Jemand ist in einem anderen Netzwerk</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/connect.py" />
            <source>Start practising</source>
            <translation>Üben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/connect.py" />
            <source>The sheet may still change</source>
            <translation>Der Bogen darf sich noch ändern</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/connect.py" />
            <source>They need no invite: they choose your name on their page “Join with an invite”.</source>
            <translation>Dafür braucht es keine Einladung: Man wählt dort auf der Seite „Mit Einladung mitmachen“ deinen Namen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/connect.py" />
            <location filename="../../desktop/ui/pages/review.py" />
            <source>Who are you here?</source>
            <translation>Wer bist du hier?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/connect.py" />
            <source>You show three words or an invite; the other side enters them. Then you are connected directly.</source>
            <translation>Du zeigst drei Wörter oder eine Einladung; die andere Seite gibt sie ein. Dann seid ihr direkt verbunden.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/connect.py" />
            <source>Your practice partner is this computer, with made-up answers. Nothing leaves it.</source>
            <translation>Dein Übungspartner ist dieser Computer, mit erfundenen Antworten. Nichts verlässt ihn.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/cover.py" />
            <location filename="../../desktop/ui/pages/lock.py" />
            <source>Covered</source>
            <translation>Abgedeckt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/diagnostics.py" />
            <location filename="../../desktop/ui/pages/network.py" />
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Diagnostics</source>
            <translation>Diagnose</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/diagnostics.py" />
            <location filename="../../desktop/ui/pages/network.py" />
            <source>Looking at this computer, and listening for others…</source>
            <translation>Dieser Computer wird angesehen, und es wird auf andere gehört…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/diagnostics.py" />
            <source>No names, answers, sheets or invites are in it, and addresses only in part.</source>
            <translation>Es stehen keine Namen, Antworten, Bögen oder Einladungen darin, und Adressen nur zum Teil.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/diagnostics.py" />
            <source>Nothing is sent. You decide who gets this.</source>
            <translation>Nichts wird gesendet. Du entscheidest, wer das bekommt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/diagnostics.py" />
            <source>Save…</source>
            <translation>Sichern…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/diagnostics.py" />
            <source>The text that is copied</source>
            <translation>Der Text, der kopiert wird</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>A version counts only when all of you are fine with it. Until then the old one stays.</source>
            <translation>Eine Version zählt erst, wenn sie für euch alle passt. Bis dahin bleibt die alte.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>Accept it after all</source>
            <translation>Doch annehmen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>All of you are fine with it.</source>
            <translation>Er passt für euch alle.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>Edit a copy of the sheet…</source>
            <translation>Kopie des Bogens bearbeiten…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>Edit a copy of this version…</source>
            <translation>Kopie dieser Version bearbeiten…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <location filename="../../desktop/ui/pages/review.py" />
            <source>I'm fine with this sheet</source>
            <translation>Dieser Bogen passt für mich</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>I'm fine with version {n}</source>
            <translation>Version {n} passt für mich</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>Look at it again</source>
            <translation>Noch einmal ansehen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>Look at the sheet together</source>
            <translation>Seht euch den Bogen gemeinsam an</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>New version {v}: {n} changes</source>
            <extracomment>For one: New version {v}: {n} change</extracomment>
            <translation>
                <numerusform>Neue Version {v}: {n} Änderung</numerusform>
                <numerusform>Neue Version {v}: {n} Änderungen</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>Note to the others</source>
            <translation>Notiz an die anderen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>Notes</source>
            <translation>Notizen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>Or write a note to the others</source>
            <translation>Oder schreib den anderen eine Notiz</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>Send note</source>
            <translation>Notiz senden</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>Suggest a change</source>
            <translation>Änderung vorschlagen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <location filename="../../desktop/ui/pages/review.py" />
            <source>Suggest a change…</source>
            <translation>Änderung vorschlagen…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>Take it back</source>
            <translation>Zurücknehmen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <location filename="../../desktop/ui/pages/review.py" />
            <source>Waiting for the others…</source>
            <translation>Warten auf die anderen…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>Waiting for: {names}.</source>
            <translation>Es fehlt noch: {names}.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>You all see the same sheet (version {n}).</source>
            <translation>Ihr seht alle denselben Bogen (Version {n}).</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>You are fine with this version.</source>
            <translation>Diese Version passt für dich.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>You are fine with version {n}</source>
            <translation>Version {n} passt für dich</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>You are not all fine with the same version yet.</source>
            <translation>Noch passt nicht dieselbe Version für euch alle.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>You are reading</source>
            <translation>Du liest</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>You both see the same sheet (version {n}).</source>
            <translation>Ihr seht beide denselben Bogen (Version {n}).</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>You have written as many notes as there can be.</source>
            <translation>Du hast so viele Notizen geschrieben, wie es geben kann.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>You rejected this change. The old version stays.</source>
            <translation>Du hast diese Änderung abgelehnt. Die alte Version bleibt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>You rejected version {n}</source>
            <translation>Du hast Version {n} abgelehnt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>You suggest version {n}</source>
            <translation>Du schlägst Version {n} vor</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>Your suggestion.</source>
            <translation>Dein Vorschlag.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>{name} is fine with version {n}</source>
            <translation>Für {name} passt Version {n}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>{name} is reading</source>
            <translation>{name} liest</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>{name} rejected version {n}</source>
            <translation>{name} hat Version {n} abgelehnt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>{name} suggests this.</source>
            <translation>{name} schlägt das vor.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>{name} suggests version {n}</source>
            <translation>{name} schlägt Version {n} vor</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/discuss.py" />
            <source>{name}: {text}</source>
            <translation>{name}: {text}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/enter.py" />
            <source>Address on their screen</source>
            <translation>Adresse auf dem anderen Bildschirm</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/enter.py" />
            <location filename="../../desktop/ui/pages/gate.py" />
            <location filename="../../desktop/ui/pages/network.py" />
            <location filename="../../desktop/ui/pages/shared.py" />
            <location filename="../../desktop/ui/widgets/page.py" />
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/enter.py" />
            <source>Choose one to join them. You both compare three words first.</source>
            <translation>Wähle jemanden, um dazuzukommen. Ihr vergleicht zuerst drei Wörter.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/enter.py" />
            <source>Enter their address instead</source>
            <translation>Stattdessen die Adresse eingeben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/enter.py" />
            <location filename="../../desktop/ui/pages/home.py" />
            <source>Join with an invite</source>
            <translation>Mit Einladung mitmachen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/enter.py" />
            <source>Or ask them to send the invite text: it is under “Send it” on their page. Paste it here.</source>
            <translation>Oder bitte um den Text der Einladung: Er steht dort unter „Schicken“. Füg ihn hier ein.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/enter.py" />
            <source>That is no address, as 192.168.4.23 is.</source>
            <translation>Das ist keine Adresse wie 192.168.4.23.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/enter.py" />
            <source>They are not in the list</source>
            <translation>Sie sind nicht in der Liste</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/enter.py" />
            <source>They choose you on their Connect page and wait; neither of you needs an invite.</source>
            <translation>Die andere Seite wählt dich auf der Seite „Verbinden“ und wartet; ihr braucht beide keine Einladung.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/enter.py" />
            <source>Three words, or all of the invite. You see the sheet first; nothing is sent by looking at it.</source>
            <translation>Drei Wörter oder die ganze Einladung. Du siehst zuerst den Bogen; das Ansehen sendet nichts.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/enter.py" />
            <source>Words, invite text or link</source>
            <translation>Wörter, Einladungstext oder Link</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/enter.py" />
            <source>You come without their words, so compare these.</source>
            <translation>Du kommst ohne ihre Wörter, also vergleicht diese.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/pages/enter.py" />
            <source>{n} people found</source>
            <extracomment>For one: {n} person found</extracomment>
            <translation>
                <numerusform>{n} Person gefunden</numerusform>
                <numerusform>{n} Personen gefunden</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/enter.py" />
            <source>“{word}” is not in the list</source>
            <translation>„{word}“ steht nicht in der Liste</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/erase.py" />
            <source>Agreements that you saved as files stay where you saved them.</source>
            <translation>Vereinbarungen, die du als Dateien gesichert hast, bleiben, wo du sie gesichert hast.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/erase.py" />
            <source>DELETE</source>
            <translation>LÖSCHEN</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/erase.py" />
            <source>Delete everything</source>
            <translation>Alles löschen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/erase.py" />
            <source>Delete everything on this computer?</source>
            <translation>Alles auf diesem Computer löschen?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/erase.py" />
            <source>This removes sheets, drafts, answers, agreements and people from this computer. Other people keep their copies.</source>
            <translation>Das entfernt Bögen, Entwürfe, Antworten, Vereinbarungen und Leute von diesem Computer. Andere behalten ihre Kopien.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/erase.py" />
            <source>Type {word} to go on</source>
            <translation>Tipp {word}, um weiterzumachen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gate.py" />
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <source>Caps Lock is on.</source>
            <translation>Die Feststelltaste ist an.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gate.py" />
            <source>Code {code}</source>
            <translation>Code {code}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gate.py" />
            <source>Delete everything…</source>
            <translation>Alles löschen…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gate.py" />
            <source>Enter your passphrase</source>
            <translation>Gib deine Passphrase ein</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gate.py" />
            <source>Forgot it?</source>
            <translation>Vergessen?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gate.py" />
            <source>Forgot your passphrase?</source>
            <translation>Passphrase vergessen?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gate.py" />
            <source>It cannot be recovered. You can delete everything and start fresh. Agreements you exported are safe.</source>
            <translation>Sie lässt sich nicht wiederherstellen. Du kannst alles löschen und neu anfangen. Gesicherte Vereinbarungen sind nicht betroffen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gate.py" />
            <source>Locked</source>
            <translation>Gesperrt</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/pages/gate.py" />
            <source>Try again in {n} seconds.</source>
            <extracomment>For one: Try again in {n} second.</extracomment>
            <translation>
                <numerusform>Versuch es in {n} Sekunde noch einmal.</numerusform>
                <numerusform>Versuch es in {n} Sekunden noch einmal.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gate.py" />
            <source>Unlock</source>
            <translation>Entsperren</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gate.py" />
            <source>Unlocking…</source>
            <translation>Wird entsperrt…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gathering.py" />
            <source>Call them</source>
            <translation>Anrufen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gathering.py" />
            <location filename="../../desktop/ui/pages/invite.py" />
            <location filename="../../desktop/ui/pages/other_ways.py" />
            <location filename="../../desktop/ui/pages/together.py" />
            <source>Copied</source>
            <translation>Kopiert</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gathering.py" />
            <source>Copy reply</source>
            <translation>Antwort kopieren</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gathering.py" />
            <location filename="../../desktop/ui/pages/people.py" />
            <source>Not checked</source>
            <translation>Nicht geprüft</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gathering.py" />
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gathering.py" />
            <source>Remove {name}</source>
            <translation>{name} entfernen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gathering.py" />
            <source>Reply</source>
            <translation>Antwort</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gathering.py" />
            <source>Send this reply to the person who invited you. They paste it where their invite is shown.</source>
            <translation>Schick diese Antwort der Person, die dich eingeladen hat. Sie wird dort eingefügt, wo die Einladung gezeigt wird.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gathering.py" />
            <source>Then their program shows them a reply. Paste it here, and this computer calls theirs.</source>
            <translation>Dann zeigt das Programm dort eine Antwort. Füg sie hier ein, und dieser Computer ruft dort an.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gathering.py" />
            <source>They cannot reach you?</source>
            <translation>Erreicht dich jemand nicht?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gathering.py" />
            <source>This computer goes on trying meanwhile.</source>
            <translation>Dieser Computer versucht es inzwischen weiter.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gathering.py" />
            <source>We cannot reach the other computer, but it may reach this one.</source>
            <translation>Der andere Computer ist nicht zu erreichen, aber vielleicht erreicht er diesen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gathering.py" />
            <source>Your reply</source>
            <translation>Deine Antwort</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/gathering.py" />
            <source>Your reply is ready to be sent.</source>
            <translation>Deine Antwort kann verschickt werden.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/home.py" />
            <source>All agreements</source>
            <translation>Alle Vereinbarungen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/home.py" />
            <source>Delete {title}</source>
            <translation>{title} löschen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/home.py" />
            <source>In progress</source>
            <translation>Angefangen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/home.py" />
            <source>Nothing here yet. Start with a sheet, or join with an invite someone gave you.</source>
            <translation>Noch nichts hier. Fang mit einem Bogen an oder mach mit, wenn dir jemand eine Einladung gegeben hat.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/home.py" />
            <source>Only what all of you, or enough of you, want.</source>
            <translation>Nur, was alle von euch wollen oder genug von euch.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/home.py" />
            <location filename="../../desktop/ui/pages/people.py" />
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>People you have met</source>
            <translation>Leute, die du getroffen hast</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/home.py" />
            <source>Somebody gave you three words or an invite.</source>
            <translation>Jemand hat dir drei Wörter oder eine Einladung gegeben.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/home.py" />
            <location filename="../../desktop/ui/pages/welcome.py" />
            <source>Try it with a practice partner</source>
            <translation>Mit einem Übungspartner ausprobieren</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/home.py" />
            <source>What would you like to do?</source>
            <translation>Was möchtest du tun?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/home.py" />
            <source>With a small group (3 to 8)</source>
            <translation>Mit einer kleinen Gruppe (3 bis 8)</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/home.py" />
            <source>With one other person</source>
            <translation>Mit einer anderen Person</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/home.py" />
            <source>You each answer on your own computer.</source>
            <translation>Ihr antwortet jeweils auf dem eigenen Computer.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/improve.py" />
            <source>A result tells a little about what each of you prefers, like every comparison.</source>
            <translation>Ein Ergebnis verrät ein wenig darüber, was ihr lieber mögt, wie bei jedem Vergleich.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/improve.py" />
            <source>Everybody answers again. By their own points, nobody gets less than what was agreed.</source>
            <translation>Alle antworten noch einmal. Nach den eigenen Punkten bekommt niemand weniger als das Vereinbarte.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/improve.py" />
            <source>How it goes</source>
            <translation>Wie es geht</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/improve.py" />
            <source>If nothing better is found, or somebody leaves it blank, what you agreed stands.</source>
            <translation>Findet sich nichts Besseres oder lässt jemand es leer, gilt weiter, was ihr vereinbart habt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/improve.py" />
            <location filename="../../desktop/ui/pages/result.py" />
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>Improve our deal</source>
            <translation>Unsere Vereinbarung verbessern</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/pages/improve.py" />
            <source>Invite the {n} other people you agreed with.</source>
            <extracomment>For one: Invite the other person you agreed with.</extracomment>
            <translation>
                <numerusform>Lad die andere Person ein, mit der du dich geeinigt hast.</numerusform>
                <numerusform>Lad die {n} anderen Personen ein, mit denen du dich geeinigt hast.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/improve.py" />
            <source>What you agreed so far</source>
            <translation>Was ihr bisher vereinbart habt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/improve.py" />
            <source>You compare once more, and look for a package that is better for someone and worse for nobody.</source>
            <translation>Ihr vergleicht noch einmal und sucht ein Paket, das für jemanden besser ist und für niemanden schlechter.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/improve.py" />
            <source>{part}: {chosen}</source>
            <translation>{part}: {chosen}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/invite.py" />
            <source>Copy invite</source>
            <translation>Einladung kopieren</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/invite.py" />
            <source>For sending through a phone. Laptops rarely scan each other well.</source>
            <translation>Zum Verschicken über ein Handy. Laptops scannen einander selten gut.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/invite.py" />
            <source>If asked: {address}</source>
            <translation>Falls gefragt wird: {address}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/invite.py" />
            <source>Invite as a code to scan</source>
            <translation>Einladung als Code zum Scannen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/invite.py" />
            <source>Invite text</source>
            <translation>Einladungstext</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/invite.py" />
            <source>Making an invite…</source>
            <translation>Eine Einladung wird gemacht…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/invite.py" />
            <source>Save as file</source>
            <translation>Als Datei sichern</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/invite.py" />
            <source>Say it</source>
            <translation>Sagen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/invite.py" />
            <source>Scan it</source>
            <translation>Scannen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/invite.py" />
            <source>Send it</source>
            <translation>Schicken</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/invite.py" />
            <source>Send this text to the other person, by a way only they read.</source>
            <translation>Schick diesen Text deinem Gegenüber, auf einem Weg, den nur ihr beide lest.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/invite.py" />
            <source>Somebody nearby wants to join without the words.</source>
            <translation>Jemand in der Nähe möchte ohne die Wörter mitmachen.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/pages/invite.py" />
            <source>Valid {n} more minutes</source>
            <extracomment>For one: Valid {n} more minute</extracomment>
            <translation>
                <numerusform>Noch {n} Minute gültig</numerusform>
                <numerusform>Noch {n} Minuten gültig</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/invite.py" />
            <source>Waiting for someone to use this invite…</source>
            <translation>Warten, dass jemand diese Einladung benutzt…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/invite.py" />
            <source>Waiting for {name}</source>
            <translation>Warten auf {name}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/invite.py" />
            <source>Your invite</source>
            <translation>Deine Einladung</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/invite.py" />
            <source>{name} needs no invite: they choose “Join with an invite” and then your name.</source>
            <translation>{name} braucht keine Einladung: dort „Mit Einladung mitmachen“ wählen und dann deinen Namen.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/pages/invite.py" />
            <source>{n} of {all} are here.</source>
            <extracomment>For one: {n} of {all} is here.</extracomment>
            <translation>
                <numerusform>{n} von {all} ist da.</numerusform>
                <numerusform>{n} von {all} sind da.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/invite.py" />
            <source>{validity}, for {people} people</source>
            <translation>{validity}, für {people} Personen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/licences.py" />
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Licences</source>
            <translation>Lizenzen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/licences.py" />
            <source>Terms of {name}</source>
            <translation>Bedingungen von {name}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/licences.py" />
            <source>These are the parts of this program, each under its own terms.</source>
            <translation>Das sind die Teile dieses Programms, jeder unter seinen eigenen Bedingungen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/licences.py" />
            <source>This part brings no text of its own.</source>
            <translation>Dieser Teil bringt keinen eigenen Text mit.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/lock.py" />
            <source>A dealbreaker for you.</source>
            <translation>Für dich ein K.-o.-Punkt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/lock.py" />
            <source>Back to answers</source>
            <translation>Zurück zu den Antworten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/lock.py" />
            <source>Check and lock in</source>
            <translation>Prüfen und festmachen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/lock.py" />
            <source>Lock in</source>
            <translation>Festmachen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/lock.py" />
            <source>Round {n} on this sheet with the same people: all results together tell more.</source>
            <translation>Runde {n} auf diesem Bogen mit denselben Personen: Alle Ergebnisse zusammen verraten mehr.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/lock.py" />
            <location filename="../../desktop/ui/pages/own.py" />
            <source>Show my answers</source>
            <translation>Meine Antworten zeigen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/lock.py" />
            <source>Skipped</source>
            <translation>Übersprungen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/lock.py" />
            <source>Skipped, and a dealbreaker: if it is not agreed, nothing else is shown.</source>
            <translation>Übersprungen, und ein K.-o.-Punkt: Wird er nicht vereinbart, wird sonst nichts gezeigt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/lock.py" />
            <source>Your yes is shown only where they say yes too.</source>
            <translation>Dein Ja wird nur gezeigt, wo auch die anderen Ja sagen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/lock.py" />
            <source>{k} answered, {s} skipped.</source>
            <translation>{k} beantwortet, {s} übersprungen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/network.py" />
            <source>Check again</source>
            <translation>Noch einmal prüfen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/network.py" />
            <source>Fine: {sentence}</source>
            <translation>Gut: {sentence}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/network.py" />
            <source>If others cannot reach you, let Common Ground through the firewall.</source>
            <translation>Wenn andere dich nicht erreichen, lass Common Ground durch die Firewall.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/network.py" />
            <source>In the way: {sentence}</source>
            <translation>Im Weg: {sentence}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/network.py" />
            <source>Nobody was told about this. Devices on this network were asked whether they are there.</source>
            <translation>Niemand hat davon erfahren. Geräte in diesem Netzwerk wurden gefragt, ob sie da sind.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/network.py" />
            <source>Perhaps: {sentence}</source>
            <translation>Vielleicht: {sentence}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/network.py" />
            <source>Still listening for other computers. You can cancel and use an invite instead.</source>
            <translation>Es wird noch auf andere Computer gehört. Du kannst abbrechen und stattdessen eine Einladung nehmen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/network.py" />
            <source>The check was stopped. Nothing is known about this network yet.</source>
            <translation>Die Prüfung wurde angehalten. Über dieses Netzwerk ist noch nichts bekannt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/network.py" />
            <source>This is Common Ground {version}. Both of you need versions that fit.</source>
            <translation>Das ist Common Ground {version}. Ihr braucht beide Versionen, die zusammenpassen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/network.py" />
            <source>Trying to reach the other computer, and it this one…</source>
            <translation>Der andere Computer wird gesucht, und er sucht diesen…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/network.py" />
            <source>Waiting for the other computer…</source>
            <translation>Warten auf den anderen Computer…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/network.py" />
            <source>What was looked at</source>
            <translation>Was angesehen wurde</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/other_ways.py" />
            <source>1. Join both computers by one network cable, or both to a small router of your own.</source>
            <translation>1. Verbindet beide Computer mit einem Netzwerkkabel oder beide mit einem kleinen eigenen Router.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/other_ways.py" />
            <source>1. Switch on the hotspot of a phone. It needs no internet for this.</source>
            <translation>1. Schalte den Hotspot eines Handys ein. Internet braucht er dafür nicht.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/other_ways.py" />
            <source>2. Join its Wi-Fi with both computers.</source>
            <translation>2. Geht mit beiden Computern in sein WLAN.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/other_ways.py" />
            <source>2. Switch Wi-Fi off on both, and wait half a minute.</source>
            <translation>2. Schaltet auf beiden das WLAN aus und wartet eine halbe Minute.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/other_ways.py" />
            <source>3. Show a new invite: the old one leads to the old network.</source>
            <translation>3. Zeig eine neue Einladung: Die alte führt ins alte Netzwerk.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/other_ways.py" />
            <source>Copy the command</source>
            <translation>Befehl kopieren</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/other_ways.py" />
            <source>Enter this in a terminal. It lets in computers of this network only.</source>
            <translation>Gib das in einem Terminal ein. Es lässt nur Computer dieses Netzwerks herein.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/other_ways.py" />
            <source>Neither needs the internet, nor the network of this place.</source>
            <translation>Keins davon braucht das Internet oder das Netzwerk hier.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/other_ways.py" />
            <source>One page for whoever runs the network here: what to allow, in their terms.</source>
            <translation>Eine Seite für die Leute, die das Netzwerk hier betreiben: was zu erlauben ist, in ihren Worten.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/other_ways.py" />
            <source>Without this network</source>
            <translation>Ohne dieses Netzwerk</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/own.py" />
            <source>Also keep my own answers on this computer, so I can start from them next time.</source>
            <translation>Auch meine eigenen Antworten auf diesem Computer behalten, damit ich beim nächsten Mal damit anfangen kann.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/own.py" />
            <source>Delete my answers…</source>
            <translation>Meine Antworten löschen …</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/own.py" />
            <source>Encrypted, and only you can see them. Without this they are gone now.</source>
            <translation>Verschlüsselt, und nur du kannst sie sehen. Ohne das sind sie jetzt weg.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/own.py" />
            <source>Only on this computer, and only you can see them.</source>
            <translation>Nur auf diesem Computer, und nur du kannst sie sehen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/own.py" />
            <source>Your own answers</source>
            <translation>Deine eigenen Antworten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Change passphrase</source>
            <translation>Passphrase ändern</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <source>Change your passphrase</source>
            <translation>Passphrase ändern</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <source>Encrypting everything anew…</source>
            <translation>Alles wird neu verschlüsselt…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <source>Everything that is kept here is encrypted anew; the old passphrase no longer opens it.</source>
            <translation>Alles hier Aufgehobene wird neu verschlüsselt; die alte Passphrase öffnet es nicht mehr.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <source>Four or five words that do not belong together.</source>
            <translation>Vier oder fünf Wörter, die nichts miteinander zu tun haben.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <source>It cannot be recovered. Without it, nothing that is kept here can be read.</source>
            <translation>Sie lässt sich nicht wiederherstellen. Ohne sie ist nichts zu lesen, was hier aufgehoben ist.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <source>It is asked for when you open Common Ground. Everything kept here is encrypted with it.</source>
            <translation>Nach ihr wird gefragt, wenn du Common Ground öffnest. Alles hier Aufgehobene ist mit ihr verschlüsselt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <source>New passphrase</source>
            <translation>Neue Passphrase</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <source>Please enter your passphrase of now.</source>
            <translation>Bitte gib deine jetzige Passphrase ein.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <source>Please use at least {n} characters.</source>
            <translation>Bitte nimm mindestens {n} Zeichen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <source>Set passphrase</source>
            <translation>Passphrase festlegen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <source>Show what I type</source>
            <translation>Zeigen, was ich tippe</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <source>Take it away</source>
            <translation>Wegnehmen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <source>Take the passphrase away?</source>
            <translation>Die Passphrase wegnehmen?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <source>The same again</source>
            <translation>Noch einmal dieselbe</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <source>These two are not the same.</source>
            <translation>Diese beiden sind nicht gleich.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <source>What is kept here is then only as safe as the login of this computer.</source>
            <translation>Was hier aufgehoben ist, ist dann nur so sicher wie die Anmeldung an diesem Computer.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/passphrase.py" />
            <source>Your passphrase now</source>
            <translation>Deine jetzige Passphrase</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/people.py" />
            <source>A group of {n} people</source>
            <translation>Eine Gruppe von {n} Personen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/people.py" />
            <location filename="../../desktop/ui/pages/ways.py" />
            <source>Calls themselves {name}</source>
            <translation>Nennt sich selbst {name}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/people.py" />
            <source>Checked</source>
            <translation>Geprüft</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/people.py" />
            <source>Forget {name}, last met on {day}</source>
            <translation>{name} vergessen, zuletzt getroffen am {day}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/people.py" />
            <source>Forget…</source>
            <translation>Vergessen…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/people.py" />
            <location filename="../../desktop/ui/pages/ways.py" />
            <source>Last met on {day}</source>
            <translation>Zuletzt getroffen am {day}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/people.py" />
            <source>Names are what they called themselves. “Checked” means that you compared words with them.</source>
            <translation>Die Namen sind die, mit denen sie sich genannt haben. „Geprüft“ heißt, dass ihr Wörter verglichen habt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/people.py" />
            <source>Only on this computer; they never see it. Left empty, it is their own name again.</source>
            <translation>Nur auf diesem Computer; die Person sieht es nie. Leer gelassen ist es wieder ihr eigener Name.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/people.py" />
            <source>People you connect to appear here.</source>
            <translation>Hier stehen die Leute, mit denen du verbunden warst.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/people.py" />
            <source>Rename for me</source>
            <translation>Für mich umbenennen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/people.py" />
            <source>Rename for me: {name}</source>
            <translation>Für mich umbenennen: {name}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/people.py" />
            <source>Save</source>
            <translation>Sichern</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/people.py" />
            <location filename="../../desktop/ui/pages/ways.py" />
            <source>Somebody without a name</source>
            <translation>Jemand ohne Namen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/people.py" />
            <source>This computer recognises them when you meet again.</source>
            <translation>Dieser Computer erkennt sie wieder, wenn ihr euch trefft.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/people.py" />
            <source>What you call them</source>
            <translation>Wie du die Person nennst</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/people.py" />
            <source>What you call {name}</source>
            <translation>Wie du {name} nennst</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/people.py" />
            <source>{sheet}: {compared}.</source>
            <translation>{sheet}: {compared}.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/rejoin.py" />
            <source>Go back</source>
            <translation>Zurück in das Treffen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/rejoin.py" />
            <source>If you leave it, the others are told, and a new invite is needed to compare.</source>
            <translation>Wenn du es verlässt, erfahren das die anderen, und zum Vergleichen braucht es eine neue Einladung.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/rejoin.py" />
            <source>Leave it</source>
            <translation>Verlassen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/rejoin.py" />
            <source>You were in a meeting</source>
            <translation>Du warst in einem Treffen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/rejoin.py" />
            <source>You were in a meeting with {names}</source>
            <translation>Du warst in einem Treffen mit {names}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/rejoin.py" />
            <source>Your answers are kept. You can go back until {time}.</source>
            <translation>Deine Antworten sind noch da. Du kannst bis {time} Uhr zurück.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>All of you have this result.</source>
            <translation>Ihr habt alle dieses Ergebnis.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>Both of you have this result.</source>
            <translation>Ihr habt beide dieses Ergebnis.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>Choose another sheet</source>
            <translation>Anderen Bogen wählen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>Compare again…</source>
            <translation>Noch einmal vergleichen…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>Finish</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>Finish anyway</source>
            <translation>Trotzdem beenden</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>How do you see it?</source>
            <translation>Wie siehst du das?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>I may be wrong about this: …</source>
            <translation>Vielleicht irre ich mich da: …</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>It was stopped</source>
            <translation>Es wurde angehalten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>Make an agreement</source>
            <translation>Vereinbarung aufschreiben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>Make sure only the right people can see your screen.</source>
            <translation>Achte darauf, dass nur die Richtigen deinen Bildschirm sehen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>Nobody can prove what anybody answered, and nobody has to say it.</source>
            <translation>Niemand kann beweisen, was jemand geantwortet hat, und niemand muss es sagen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>Not compared to the end</source>
            <translation>Nicht zu Ende verglichen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>Nothing on this sheet was a yes from both of you this time.</source>
            <translation>Auf diesem Bogen war diesmal nichts ein Ja von euch beiden.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>Nothing on this sheet was a yes from enough of you this time.</source>
            <translation>Auf diesem Bogen war diesmal nichts ein Ja von genug von euch.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>Opened on this computer by then:</source>
            <translation>Bis dahin auf diesem Computer geöffnet:</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>Reconnect</source>
            <translation>Neu verbinden</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/pages/result.py" />
            <source>Result, {n} items</source>
            <extracomment>For one: Result, {n} item</extracomment>
            <translation>
                <numerusform>Ergebnis, {n} Punkt</numerusform>
                <numerusform>Ergebnis, {n} Punkte</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>See the agreement</source>
            <translation>Vereinbarung ansehen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>Show it</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>The result is ready</source>
            <translation>Das Ergebnis ist da</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>This time, nothing to show</source>
            <translation>Diesmal gibt es nichts zu zeigen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>What I make of it: …</source>
            <translation>Was ich daraus mache: …</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>What I saw: these terms have no common point.</source>
            <translation>Was ich gesehen habe: Für diese Bedingungen gibt es keinen gemeinsamen Punkt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>What am I missing?</source>
            <translation>Was übersehe ich?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>What next</source>
            <translation>Wie es weitergeht</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>Words to begin a conversation with</source>
            <translation>Worte, um ins Gespräch zu kommen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>You could talk, change the sheet, or leave it here.</source>
            <translation>Ihr könnt reden, den Bogen ändern oder es dabei belassen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>You have the result. The other person may not have it yet, and not everyone has signed it.</source>
            <translation>Du hast das Ergebnis. Dein Gegenüber hat es vielleicht noch nicht, und nicht alle haben es unterschrieben.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>Your answers are kept on this computer.</source>
            <translation>Deine Antworten bleiben auf diesem Computer.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>Your common ground</source>
            <translation>Was ihr gemeinsam habt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/result.py" />
            <source>Your deal stands</source>
            <translation>Eure Vereinbarung gilt weiter</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/review.py" />
            <source>Look at the sheet</source>
            <translation>Sieh dir den Bogen an</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/review.py" />
            <source>You all see the same sheet. Nothing is sent until you lock in your answers.</source>
            <translation>Ihr seht alle denselben Bogen. Nichts wird gesendet, bis du deine Antworten festmachst.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>A draft: not all of you agreed to this text.</source>
            <translation>Ein Entwurf: Nicht alle von euch haben diesem Text zugestimmt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>Agreement {number}. All signatures here were checked on this computer.</source>
            <translation>Vereinbarung {number}. Alle Unterschriften hier wurden auf diesem Computer geprüft.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>Copy as text</source>
            <translation>Als Text kopieren</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>Delete…</source>
            <translation>Löschen…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>It is kept on this computer, under Agreements. Others have their own copies.</source>
            <translation>Sie ist auf diesem Computer aufgehoben, unter „Vereinbarungen“. Andere haben ihre eigene Kopie.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>More ways to save</source>
            <translation>Weitere Arten zu speichern</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>Not everyone has signed it.</source>
            <translation>Nicht alle haben es unterschrieben.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>Print…</source>
            <translation>Drucken…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>Save as PDF…</source>
            <translation>Als PDF sichern…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>Save as a file to check…</source>
            <translation>Als prüfbare Datei sichern…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>Save as text…</source>
            <translation>Als Text sichern…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>Save as web page…</source>
            <translation>Als Webseite sichern…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>Signatures</source>
            <translation>Unterschriften</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>Signed by everyone. Anyone you show the file to can check it.</source>
            <translation>Von allen unterschrieben. Alle, denen du die Datei zeigst, können sie prüfen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>This is a note between you, not legal advice.</source>
            <translation>Das ist eine Notiz unter euch, keine Rechtsberatung.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>This sheet asks not to keep the outcome, so it is gone when you finish.</source>
            <translation>Dieser Bogen bittet darum, das Ergebnis nicht aufzuheben; es ist also weg, wenn du fertig bist.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>This was practice: it is gone when you finish.</source>
            <translation>Das war eine Übung: Sie ist weg, wenn du fertig bist.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>Write it down together</source>
            <translation>Zusammen aufschreiben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>Your agreement</source>
            <translation>Eure Vereinbarung</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>{name}: has not signed it</source>
            <translation>{name}: hat noch nicht unterschrieben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/saved.py" />
            <source>{name}: signed on {when}</source>
            <translation>{name}: unterschrieben am {when}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>About</source>
            <translation>Über</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Answers and results are hidden until you continue.</source>
            <translation>Antworten und Ergebnisse sind verborgen, bis du auf „Weiter“ drückst.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <location filename="../../desktop/ui/pages/welcome.py" />
            <source>Ask for a passphrase when I open Common Ground</source>
            <translation>Nach einer Passphrase fragen, wenn ich Common Ground öffne</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Asks {address}</source>
            <translation>Fragt {address}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Check for updates now</source>
            <translation>Jetzt nach neuen Versionen sehen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Colours</source>
            <translation>Farben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Common Ground {version}</source>
            <translation>Common Ground {version}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Cover when I switch to another window</source>
            <translation>Abdecken, wenn ich zu einem anderen Fenster wechsle</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Delete everything on this computer…</source>
            <translation>Alles auf diesem Computer löschen…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Find a setting</source>
            <translation>Einstellung suchen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>General</source>
            <translation>Allgemein</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <location filename="../../desktop/ui/widgets/view_menu.py" />
            <source>Hide from screenshots</source>
            <translation>Vor Bildschirmfotos verbergen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>It locks when you are away, too, and when the computer sleeps.</source>
            <translation>Es sperrt auch, wenn du weg bist und wenn der Computer schläft.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Keep my answers after comparing</source>
            <translation>Meine Antworten nach dem Vergleichen behalten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Licence: Apache-2.0. The typeface is Inter, under the SIL Open Font License 1.1.</source>
            <translation>Lizenz: Apache-2.0. Die Schrift ist Inter, unter der SIL Open Font License 1.1.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Lock when nobody has used it for</source>
            <translation>Sperren, wenn es niemand benutzt seit</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Network</source>
            <translation>Netzwerk</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>No setting has “{q}” in it.</source>
            <translation>In keiner Einstellung kommt „{q}“ vor.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Nothing is sent to anyone but the people you connect to.</source>
            <translation>Nichts wird gesendet außer an die Leute, mit denen du dich verbindest.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Nothing on the pages moves.</source>
            <translation>Auf den Seiten bewegt sich nichts.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Pictures and recordings of the screen leave answers and results out. Ctrl+Shift+S changes it, too.</source>
            <translation>Bilder und Aufnahmen des Bildschirms lassen Antworten und Ergebnisse weg. Strg+Umschalt+S ändert es auch.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Privacy</source>
            <translation>Privates</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <location filename="../../desktop/ui/widgets/view_menu.py" />
            <source>Reduce motion</source>
            <translation>Weniger Bewegung</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Run network check</source>
            <translation>Netzwerkprüfung starten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <location filename="../../desktop/ui/window.py" />
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Show my name nearby</source>
            <translation>Meinen Namen in der Nähe zeigen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Shown to people you connect to, and written in the invites you send.</source>
            <translation>Steht bei den Leuten, mit denen du dich verbindest, und in deinen Einladungen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>System</source>
            <translation>System</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Tell me when I am needed</source>
            <translation>Mir sagen, wenn ich gebraucht werde</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Text size</source>
            <translation>Textgröße</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>The check says why others may not reach this computer. It takes a few seconds.</source>
            <translation>Die Prüfung sagt, warum andere diesen Computer vielleicht nicht erreichen. Sie dauert ein paar Sekunden.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>They stay beside the agreement, encrypted, until you delete them. Otherwise they are gone at once.</source>
            <translation>Sie bleiben verschlüsselt bei der Vereinbarung, bis du sie löschst. Sonst sind sie sofort weg.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>This copy asks nowhere. Updates come from where you got it.</source>
            <translation>Diese Ausgabe fragt nirgends nach. Neue Versionen kommen von dort, wo du sie herhast.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>Updates</source>
            <translation>Neue Versionen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>What is kept here is encrypted with your passphrase.</source>
            <translation>Was hier aufgehoben ist, ist mit deiner Passphrase verschlüsselt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>What is kept here is encrypted; the password store of this system has the key.</source>
            <translation>Was hier aufgehoben ist, ist verschlüsselt; den Schlüssel hat der Passwortspeicher dieses Systems.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>What is kept here is only as safe as the login of this computer.</source>
            <translation>Was hier aufgehoben ist, ist nur so sicher wie die Anmeldung an diesem Computer.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>What is ticked at first where you invite people. You can change it there every time.</source>
            <translation>Was zuerst angekreuzt ist, wenn du jemanden einlädst. Dort kannst du es jedes Mal ändern.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>While another window is in front, a note says “Common Ground needs you”, and nothing else.</source>
            <translation>Solange ein anderes Fenster vorn ist, sagt eine Notiz „Common Ground braucht dich“, und sonst nichts.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <location filename="../../desktop/ui/pages/welcome.py" />
            <source>Your first name</source>
            <translation>Dein Vorname</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>{n} %</source>
            <translation>{n} %</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/pages/settings.py" />
            <source>{n} minutes</source>
            <extracomment>For one: {n} minute</extracomment>
            <translation>
                <numerusform>{n} Minute</numerusform>
                <numerusform>{n} Minuten</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/shared.py" />
            <source>Drawn for somebody who says yes to everything on the sheet.</source>
            <translation>Gezeichnet für jemanden, der zu allem auf dem Bogen Ja sagt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/shared.py" />
            <source>Drawn for your answers as they are now.</source>
            <translation>Gezeichnet für deine Antworten, wie sie jetzt sind.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/shared.py" />
            <source>Drawn for {n} people.</source>
            <translation>Gezeichnet für {n} Personen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/shared.py" />
            <source>Every answer is tried on this computer. A large sheet takes a while; you can go on.</source>
            <translation>Auf diesem Computer wird jede Antwort durchprobiert. Ein großer Bogen braucht eine Weile; du kannst schon weitermachen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/shared.py" />
            <location filename="../../desktop/ui/widgets/foresight_panel.py" />
            <source>How far the preview is</source>
            <translation>Wie weit die Vorschau ist</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/shared.py" />
            <source>If you compare the same sheet again with changed answers, the two results together tell more.</source>
            <translation>Wenn ihr denselben Bogen mit anderen Antworten noch einmal vergleicht, verraten beide Ergebnisse zusammen mehr.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/shared.py" />
            <source>If you said yes and it is not in the result, you can tell that they did not say yes. They can do the same.</source>
            <translation>Wenn du Ja gesagt hast und es nicht im Ergebnis steht, weißt du, dass von der anderen Seite kein Ja kam. Umgekehrt geht das genauso.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/shared.py" />
            <source>It is being drawn…</source>
            <translation>Wird gezeichnet …</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/shared.py" />
            <source>Saying yes to everything shows you all their yeses, and shows them all of yours that match.</source>
            <translation>Wer zu allem Ja sagt, sieht jedes Ja der anderen Seite und zeigt ihr jedes eigene, das dazu passt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/shared.py" />
            <source>The other person can talk about the result or take a photo of it.</source>
            <translation>Dein Gegenüber kann über das Ergebnis reden oder es fotografieren.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/shared.py" />
            <source>This sheet cannot be drawn like this.</source>
            <translation>Dieser Bogen lässt sich so nicht zeichnen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/shared.py" />
            <source>What will be shared</source>
            <translation>Was mitgeteilt wird</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/shared.py" />
            <source>What you leave blank counts as the quietest answer. Nobody can tell the difference.</source>
            <translation>Was du leer lässt, zählt als die stillste Antwort. Den Unterschied erkennt niemand.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/shared.py" />
            <source>With my answers instead</source>
            <translation>Stattdessen mit meinen Antworten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/shared.py" />
            <source>“{title}”: this is all that anybody learns.</source>
            <translation>„{title}“: Das ist alles, was irgendwer erfährt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/spoken.py" />
            <source>New words</source>
            <translation>Neue Wörter</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/spoken.py" />
            <source>Not now</source>
            <translation>Jetzt nicht</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/spoken.py" />
            <location filename="../../desktop/ui/pages/who.py" />
            <source>Say these words aloud. They should see the same ones:</source>
            <translation>Sagt euch diese Wörter laut. Auf der anderen Seite sollten dieselben stehen:</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/spoken.py" />
            <source>Say these words to the person next to you.</source>
            <translation>Sag diese Wörter der Person neben dir.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/spoken.py" />
            <source>Someone entered different words. {tries}</source>
            <translation>Jemand hat andere Wörter eingegeben. {tries}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/spoken.py" />
            <source>These are English words.</source>
            <translation>Das sind englische Wörter.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/spoken.py" />
            <source>These are German words.</source>
            <translation>Das sind deutsche Wörter.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/spoken.py" />
            <source>These words lead nowhere any more. The text under “Send it” still works.</source>
            <translation>Diese Wörter führen nirgendwo mehr hin. Der Text unter „Schicken“ gilt noch.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/spoken.py" />
            <location filename="../../desktop/ui/pages/who.py" />
            <source>They are different</source>
            <translation>Sie sind verschieden</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/spoken.py" />
            <location filename="../../desktop/ui/pages/who.py" />
            <source>They match</source>
            <translation>Sie stimmen überein</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/spoken.py" />
            <source>This computer is called “{word}” nearby. If asked: {address}</source>
            <translation>Dieser Computer heißt in der Nähe „{word}“. Falls gefragt wird: {address}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/spoken.py" />
            <source>{place}. Others cannot see this computer nearby: tell them this.</source>
            <translation>{place}. Andere sehen diesen Computer nicht in der Nähe: Sag ihnen das.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/terms.py" />
            <source>Please fill in: {names}.</source>
            <translation>Bitte ausfüllen: {names}.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/terms.py" />
            <source>Settle this in the open first</source>
            <translation>Klärt das zuerst offen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/terms.py" />
            <source>Something here does not fit yet.</source>
            <translation>Hier passt noch etwas nicht.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/terms.py" />
            <source>These answers are on the sheet for everyone to see. Agree on them together before you go on.</source>
            <translation>Diese Angaben stehen auf dem Bogen, und alle sehen sie. Einigt euch darüber, bevor es weitergeht.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/terms.py" />
            <source>{name} (optional)</source>
            <translation>{name} (freiwillig)</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/together.py" />
            <source>Alone, a computer cannot know what keeps others out. Two computers can: each tries to reach the other.</source>
            <translation>Allein kann ein Computer nicht wissen, was andere fernhält. Zwei können es: Jeder versucht, den anderen zu erreichen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/together.py" />
            <source>Check it with the other computer</source>
            <translation>Mit dem anderen Computer prüfen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/together.py" />
            <source>Check with them</source>
            <translation>Damit prüfen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/together.py" />
            <source>Copy the line</source>
            <translation>Zeile kopieren</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/together.py" />
            <source>Line for the other computer</source>
            <translation>Zeile für den anderen Computer</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/together.py" />
            <source>No sheet is opened by this. An invite works here, too, and stays usable.</source>
            <translation>Kein Bogen wird davon geöffnet. Auch eine Einladung geht hier und bleibt benutzbar.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/together.py" />
            <source>On the other computer, open the network check and paste this line there.</source>
            <translation>Öffne auf dem anderen Computer die Netzwerkprüfung und füg dort diese Zeile ein.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/together.py" />
            <source>Or enter the line on their screen</source>
            <translation>Oder gib die Zeile ein, die dort auf dem Bildschirm steht</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/together.py" />
            <source>Show a line for the other computer</source>
            <translation>Zeile für den anderen zeigen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/waiting.py" />
            <source>Compare now</source>
            <translation>Jetzt vergleichen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/waiting.py" />
            <source>Everyone has locked in.</source>
            <translation>Alle haben festgemacht.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/waiting.py" />
            <source>Leave session</source>
            <translation>Sitzung verlassen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/waiting.py" />
            <source>The comparison starts when everyone has pressed “Compare now”.</source>
            <translation>Der Vergleich beginnt, wenn alle auf „Jetzt vergleichen“ gedrückt haben.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/waiting.py" />
            <source>Unlock and change</source>
            <translation>Lösen und ändern</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/waiting.py" />
            <source>You can put this window aside. We will flash it when it is time.</source>
            <translation>Du kannst dieses Fenster beiseitelegen. Es blinkt, wenn es so weit ist.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/waiting.py" />
            <source>You can still change your answers until everyone has locked in and compares.</source>
            <translation>Du kannst deine Antworten noch ändern, bis alle festgemacht haben und vergleichen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/waiting.py" />
            <source>Your answers are locked in and kept here. Connect again to compare them.</source>
            <translation>Deine Antworten sind festgemacht und hier aufgehoben. Verbindet euch noch einmal, um sie zu vergleichen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/waiting.py" />
            <source>answering</source>
            <translation>antwortet</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/waiting.py" />
            <source>locked in</source>
            <translation>festgemacht</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/waiting.py" />
            <source>not connected</source>
            <translation>nicht verbunden</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/waiting.py" />
            <source>ready to compare</source>
            <translation>bereit zum Vergleich</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/ways.py" />
            <source>All of them</source>
            <translation>Alle</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/ways.py" />
            <source>On {name} · you are {address}</source>
            <translation>Über {name} · du bist {address}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/ways.py" />
            <source>Somebody you have met</source>
            <translation>Jemand, den du schon getroffen hast</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/ways.py" />
            <source>This computer is on two networks. Which one do you share with the other person?</source>
            <translation>Dieser Computer ist in zwei Netzwerken. In welchem ist dein Gegenüber auch?</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/ways.py" />
            <source>{name}: {address}</source>
            <translation>{name}: {address}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/welcome.py" />
            <source>Find what you agree on. Keep the rest to yourself.</source>
            <translation>Findet heraus, worin ihr euch einig seid. Behaltet den Rest für euch.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/welcome.py" />
            <source>Please enter a name, or a nickname.</source>
            <translation>Bitte gib einen Namen oder Spitznamen ein.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/welcome.py" />
            <source>Shown to people you connect to. You can change it.</source>
            <translation>Sehen ihn die Leute, mit denen du dich verbindest. Du kannst ihn ändern.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/welcome.py" />
            <source>Start</source>
            <translation>Anfangen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/welcome.py" />
            <source>The computers compare the answers directly. There is no server and no account.</source>
            <translation>Die Computer vergleichen die Antworten direkt. Es gibt keinen Server und kein Konto.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/welcome.py" />
            <source>You each answer in private, on your own computer.</source>
            <translation>Ihr antwortet jeweils für euch, auf dem eigenen Computer.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/welcome.py" />
            <source>You only see what you share. What you don't share stays hidden, with one limit:</source>
            <translation>Ihr seht nur, was ihr teilt. Was ihr nicht teilt, bleibt verborgen, mit einer Grenze:</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/who.py" />
            <source>Check that it is really them</source>
            <translation>Prüf, ob du mit der richtigen Person verbunden bist</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/who.py" />
            <source>Check the words</source>
            <translation>Prüft die Wörter</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/who.py" />
            <source>Group check</source>
            <translation>Gruppenprüfung</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/who.py" />
            <source>Say these words aloud. Everyone should see the same words.</source>
            <translation>Sagt euch diese Wörter laut. Alle sollten dieselben Wörter sehen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/who.py" />
            <source>Skip for now</source>
            <translation>Jetzt nicht</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/who.py" />
            <source>The same words mean that nobody is in between. They are no secret.</source>
            <translation>Dieselben Wörter heißen, dass niemand dazwischen ist. Sie sind kein Geheimnis.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/who.py" />
            <source>Waiting until the others have looked, too…</source>
            <translation>Warten, bis die anderen auch nachgesehen haben…</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>A yes here is an invitation, not a promise. Anyone can change their mind at any time.</source>
            <translation>Ein Ja ist hier eine Einladung, kein Versprechen. Alle können es sich jederzeit anders überlegen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>Compared: {value}</source>
            <translation>Verglichen: {value}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>Everyone you compared with sees this page and can write on it.</source>
            <translation>Alle, mit denen du verglichen hast, sehen diese Seite und können darauf schreiben.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>I agree to this text</source>
            <translation>Ich stimme diesem Text zu</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>In a year</source>
            <translation>In einem Jahr</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>In three months</source>
            <translation>In drei Monaten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>It counts once all of you have agreed to the same text.</source>
            <translation>Es gilt, sobald ihr alle demselben Text zugestimmt habt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>Leave out this item</source>
            <translation>Diesen Punkt weglassen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>Leave out {item}</source>
            <translation>{item} weglassen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>No day</source>
            <translation>Kein Tag</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>Notes and next steps</source>
            <translation>Notizen und nächste Schritte</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>Somebody left. What is written here is kept on this computer as a draft.</source>
            <translation>Jemand ist gegangen. Was hier steht, ist auf diesem Computer als Entwurf aufgehoben.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>Today</source>
            <translation>Heute</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>Who agrees to this text</source>
            <translation>Wer diesem Text zustimmt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>Year-month-day, such as 2027-01-31</source>
            <translation>Jahr-Monat-Tag, etwa 2027-01-31</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>You agreed to this text. Waiting for: {names}. Any change takes that back.</source>
            <translation>Du hast diesem Text zugestimmt. Es fehlt noch: {names}. Jede Änderung nimmt das zurück.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>agrees</source>
            <translation>stimmt zu</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>has not agreed yet</source>
            <translation>hat noch nicht zugestimmt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>{name} left. What is written here is kept on this computer as a draft.</source>
            <translation>{name} ist gegangen. Was hier steht, ist auf diesem Computer als Entwurf aufgehoben.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/pages/writing.py" />
            <source>{name} wrote this.</source>
            <translation>Das hat {name} geschrieben.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/printing.py" />
            <source>Print</source>
            <translation>Drucken</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/session.py" />
            <source>The practice partner did not start.</source>
            <translation>Der Übungspartner ist nicht gestartet.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/banner.py" />
            <source>Details</source>
            <translation>Einzelheiten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/banner.py" />
            <source>{steps} Code {code}, {time}.</source>
            <translation>{steps} Code {code}, {time}.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/changes_view.py" />
            <source>added</source>
            <translation>neu</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/changes_view.py" />
            <source>changed</source>
            <translation>geändert</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/changes_view.py" />
            <source>taken out</source>
            <translation>entfällt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/changes_view.py" />
            <source>{mark}: {line}</source>
            <translation>{mark}: {line}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foresight_panel.py" />
            <source>Covered with your answers.</source>
            <translation>Mit deinen Antworten abgedeckt.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foresight_panel.py" />
            <source>Hide what others could work out</source>
            <translation>Verbergen, was ausrechenbar ist</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foresight_panel.py" />
            <source>If nobody knew anything about you before.</source>
            <translation>Wenn vorher niemand etwas über dich wusste.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foresight_panel.py" />
            <source>Show</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foresight_panel.py" />
            <source>Show what others could work out</source>
            <translation>Zeigen, was ausrechenbar ist</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foresight_panel.py" />
            <source>What others could work out</source>
            <translation>Was andere ausrechnen könnten</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foresight_panel.py" />
            <source>Worked out on this computer, from your answers only. It follows them while it is open.</source>
            <translation>Auf diesem Computer ausgerechnet, nur aus deinen Antworten. Folgt ihnen, solange es offen ist.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foretold.py" />
            <source>All the others together</source>
            <translation>Alle anderen zusammen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foretold.py" />
            <source>Hollow: before. Full: afterwards, at worst.</source>
            <translation>Hohl: vorher. Voll: nachher, schlimmstenfalls.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foretold.py" />
            <source>How well others could guess your answer</source>
            <translation>Wie gut sich deine Antwort erraten ließe</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foretold.py" />
            <source>One of the others</source>
            <translation>Eine der anderen Personen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foretold.py" />
            <source>Someone who accepts everything to find out</source>
            <translation>Jemand, der alles annimmt, um es herauszufinden</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foretold.py" />
            <source>What can come out</source>
            <translation>Was herauskommen kann</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foretold.py" />
            <source>over 99%</source>
            <translation>über 99 %</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foretold.py" />
            <source>under 1%</source>
            <translation>unter 1 %</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foretold.py" />
            <source>{before} → at most {after}</source>
            <translation>{before} → höchstens {after}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foretold.py" />
            <source>{before} → {after}</source>
            <translation>{before} → {after}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foretold.py" />
            <source>{number}, as before</source>
            <translation>{number}, wie vorher</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foretold.py" />
            <source>{n} of the others together</source>
            <translation>{n} der anderen zusammen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foretold.py" />
            <source>{n}%</source>
            <translation>{n} %</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/foretold.py" />
            <source>{what} {number}</source>
            <translation>{what} {number}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/item_card.py" />
            <source>Clear this answer</source>
            <translation>Diese Antwort leeren</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/item_card.py" />
            <source>Clear this answer: {label}</source>
            <translation>Diese Antwort leeren: {label}</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/item_card.py" />
            <source>If it is not agreed, nothing else is shown, nor which dealbreaker it was, or whose.</source>
            <translation>Wird er nicht vereinbart, wird auch sonst nichts gezeigt, auch nicht, welcher K.-o.-Punkt es war oder von wem.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/item_card.py" />
            <source>Only counts if “{label}” is agreed.</source>
            <translation>Zählt nur, wenn „{label}“ vereinbart wird.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/item_card.py" />
            <source>This is a dealbreaker for me</source>
            <translation>Das ist für mich ein K.-o.-Punkt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/page.py" />
            <source>Only you can see this page.</source>
            <translation>Nur du kannst diese Seite sehen.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/sheet_view.py" />
            <source>Each of you may mark up to {n} dealbreakers. If one stands in the way, only that is shown, not which or whose; who marked none knows that it was somebody else's.</source>
            <translation>Jede Person darf bis zu {n} K.-o.-Punkte markieren. Steht einer im Weg, wird nur das gezeigt, nicht welcher oder von wem; wer keinen markiert hat, weiß, dass es einer von jemand anderem war.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/sheet_view.py" />
            <source>For adults.</source>
            <translation>Für Erwachsene.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/sheet_view.py" />
            <source>For {a} to {b} people</source>
            <translation>Für {a} bis {b} Personen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/sheet_view.py" />
            <source>For {n} people</source>
            <translation>Für {n} Personen</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/sheet_view.py" />
            <source>Not asked here: {things}.</source>
            <translation>Hier nicht gefragt: {things}.</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/sheet_view.py" />
            <source>This improves a deal you made</source>
            <translation>Das verbessert eine Vereinbarung von euch</translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/widgets/sheet_view.py" />
            <source>{n} items</source>
            <extracomment>For one: {n} item</extracomment>
            <translation>
                <numerusform>{n} Punkt</numerusform>
                <numerusform>{n} Punkte</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../desktop/ui/widgets/sheet_view.py" />
            <source>{n} items, about {m} minutes</source>
            <extracomment>For one: {n} item, about {m} minutes</extracomment>
            <translation>
                <numerusform>{n} Punkt, etwa {m} Minuten</numerusform>
                <numerusform>{n} Punkte, etwa {m} Minuten</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/steps.py" />
            <source>done</source>
            <translation>erledigt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/steps.py" />
            <source>now</source>
            <translation>jetzt</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/steps.py" />
            <source>to come</source>
            <translation>kommt noch</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/view_menu.py" />
            <source>Colours as the system</source>
            <translation>Farben wie im System</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/view_menu.py" />
            <location filename="../../desktop/ui/window.py" />
            <source>Cover</source>
            <translation>Abdecken</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/view_menu.py" />
            <source>Dark colours</source>
            <translation>Dunkle Farben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/view_menu.py" />
            <source>Hide from screenshots: not possible here</source>
            <translation>Vor Bildschirmfotos verbergen: geht hier nicht</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/view_menu.py" />
            <source>Larger text</source>
            <translation>Größerer Text</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/view_menu.py" />
            <source>Light colours</source>
            <translation>Helle Farben</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/view_menu.py" />
            <source>Lock</source>
            <translation>Sperren</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/view_menu.py" />
            <source>Smaller text</source>
            <translation>Kleinerer Text</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/view_menu.py" />
            <source>Usual size of text</source>
            <translation>Übliche Textgröße</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/widgets/view_menu.py" />
            <location filename="../../desktop/ui/window.py" />
            <source>View</source>
            <translation>Ansicht</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/window.py" />
            <source>Practice</source>
            <translation>Übung</translation>
        </message>
        <message>
            <location filename="../../desktop/ui/words.py" />
            <source>{day}, {time}</source>
            <translation>{day}, {time}</translation>
        </message>
        <message>
            <location filename="../../desktop/venue_note.py" />
            <source>A few kilobytes while people find each other, and 0.1 to 6 MB per pair for a usual comparison. All of it is encrypted from laptop to laptop; an observer sees addresses, sizes and times.</source>
            <translation>Ein paar Kilobyte, während man sich findet, und 0,1 bis 6 MB je Paar für einen üblichen Vergleich. Alles ist von Laptop zu Laptop verschlüsselt; wer zuschaut, sieht Adressen, Größen und Zeiten.</translation>
        </message>
        <message>
            <location filename="../../desktop/venue_note.py" />
            <source>A note for the network of the venue</source>
            <translation>Ein Zettel für das Netzwerk vor Ort</translation>
        </message>
        <message>
            <location filename="../../desktop/venue_note.py" />
            <source>Any port from 1024 up, on either side. One direction is enough, whichever it is. A fixed port is possible: 24708.</source>
            <translation>Jeder Port ab 1024, auf beiden Seiten. Eine Richtung genügt, egal welche. Ein fester Port ist möglich: 24708.</translation>
        </message>
        <message>
            <location filename="../../desktop/venue_note.py" />
            <source>Clients may reach clients</source>
            <translation>Clients erreichen Clients</translation>
        </message>
        <message>
            <location filename="../../desktop/venue_note.py" />
            <source>Common Ground lets people in one room compare private answers. Their laptops talk directly to each other. There is no server and no account, and nothing has to reach the internet.</source>
            <translation>Mit Common Ground vergleichen Menschen in einem Raum private Antworten. Ihre Laptops sprechen direkt miteinander. Es gibt keinen Server und kein Konto, und nichts muss ins Internet.</translation>
        </message>
        <message>
            <location filename="../../desktop/venue_note.py" />
            <source>IPv4, IPv6 or link-local. Computers of two networks reach each other where your router lets them. Nothing has to be let in from the internet.</source>
            <translation>IPv4, IPv6 oder link-local. Computer in zwei Netzen erreichen einander, wo der Router es zulässt. Aus dem Internet muss nichts hereingelassen werden.</translation>
        </message>
        <message>
            <location filename="../../desktop/venue_note.py" />
            <source>If it cannot be allowed</source>
            <translation>Wenn es sich nicht erlauben lässt</translation>
        </message>
        <message>
            <location filename="../../desktop/venue_note.py" />
            <source>If you cannot allow that: the hotspot of a phone, a small travel router, or one cable between two laptops is enough.</source>
            <translation>Wenn Sie das nicht erlauben können: Der Hotspot eines Telefons, ein kleiner Reiserouter oder ein Kabel zwischen zwei Laptops genügt.</translation>
        </message>
        <message>
            <location filename="../../desktop/venue_note.py" />
            <source>Multicast DNS, if you like</source>
            <translation>Multicast-DNS, wenn es geht</translation>
        </message>
        <message>
            <location filename="../../desktop/venue_note.py" />
            <source>No DNS, no DHCP options, no proxy, no certificate, no way out to the internet.</source>
            <translation>Kein DNS, keine DHCP-Optionen, kein Proxy, kein Zertifikat, kein Weg ins Internet.</translation>
        </message>
        <message>
            <location filename="../../desktop/venue_note.py" />
            <source>No client isolation on the network that the participants use (also called AP isolation, peer-to-peer blocking, or private VLAN).</source>
            <translation>Keine Client-Isolation in dem Netz, das die Teilnehmenden benutzen (auch AP-Isolation, Peer-to-Peer-Blockierung oder privates VLAN genannt).</translation>
        </message>
        <message>
            <location filename="../../desktop/venue_note.py" />
            <source>Nothing else</source>
            <translation>Sonst nichts</translation>
        </message>
        <message>
            <location filename="../../desktop/venue_note.py" />
            <source>One network, or routed</source>
            <translation>Ein Netz oder geroutet</translation>
        </message>
        <message>
            <location filename="../../desktop/venue_note.py" />
            <source>TCP between clients</source>
            <translation>TCP zwischen Clients</translation>
        </message>
        <message>
            <location filename="../../desktop/venue_note.py" />
            <source>To try it before the guests come</source>
            <translation>Ausprobieren, bevor die Gäste kommen</translation>
        </message>
        <message>
            <location filename="../../desktop/venue_note.py" />
            <source>Two laptops on the network for participants: open Common Ground on both, then the network check in the settings. One shows a line, the other one uses it. Both say on top what is in the way.</source>
            <translation>Zwei Laptops im Netz für die Teilnehmenden: auf beiden Common Ground öffnen, dann in den Einstellungen die Netzwerkprüfung. Einer zeigt eine Zeile, der andere benutzt sie. Beide sagen oben, was im Weg ist.</translation>
        </message>
        <message>
            <location filename="../../desktop/venue_note.py" />
            <source>UDP 5353 to 224.0.0.251 and ff02::fb within the network. Without it people use an invite or an address in place of three spoken words.</source>
            <translation>UDP 5353 an 224.0.0.251 und ff02::fb innerhalb des Netzes. Ohne das nimmt man eine Einladung oder eine Adresse statt drei gesprochener Wörter.</translation>
        </message>
        <message>
            <location filename="../../desktop/venue_note.py" />
            <source>What it needs</source>
            <translation>Was gebraucht wird</translation>
        </message>
        <message>
            <location filename="../../desktop/venue_note.py" />
            <source>What it puts on the network</source>
            <translation>Was es dem Netz zumutet</translation>
        </message>
    </context>
</TS>
