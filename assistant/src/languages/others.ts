/** The most common to-do words of unsupported languages: a message with enough of them is in one of these languages. */
export const otherWords: ReadonlySet<string> = new Set(
  [
    "o os uma para com que amanha hoje adicionar adicione lembre lembra-me comprar leite ligar apagar tarefa tarefas mostrar mostre segunda terca quarta quinta sexta sabado domingo pagar fazer meu minha nao e as do da no na voce isso",
    "het een de en voor met niet morgen vandaag voeg toe herinner mij aan kopen melk bellen verwijder taak taken laat zien maandag dinsdag woensdag donderdag vrijdag zaterdag zondag betalen mijn ik moet naar om uur van op wat staat er",
    "i jutro dzisiaj dzis kup kupic mleko chleb dodaj przypomnij zadzwon zadzwonic usun zadanie zadania pokaz poniedzialek wtorek sroda czwartek piatek sobota niedziela zaplac zaplacic nie jest moj mi sie",
    "och det ett imorgon idag kop kopa mjolk ringa lagg till paminn mig ta bort uppgift visa mandag tisdag onsdag torsdag fredag lordag sondag betala min inte jag ska pa klockan",
    "og et imorgen kob kobe maelk ringe tilfoj mind slet opgave vis tirsdag betale ikke jeg skal klokken handle husk",
    "ve bir yarin bugun sut al almak ekle hatirlat ara sil gorev goster pazartesi sali carsamba persembe cuma cumartesi pazar ode odemek icin bana benim",
    "ja on huomenna tanaan osta maito maitoa soita lisaa muistuta poista tehtava nayta maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai maksa minun",
    "a zitra dnes koupit zavolat pridej pripomen smaz ukol ukaz pondeli utery streda ctvrtek patek nedele zaplatit muj je se",
    "si maine astazi cumpara lapte suna adauga aminteste-mi sterge sarcina arata luni marti miercuri joi vineri sambata duminica plateste mea este pentru",
    "es holnap ma vegyel tejet hivd add hozza emlekeztess torold feladat mutasd hetfo kedd szerda csutortok pentek szombat vasarnap fizesd az egy nem",
    "dan besok hari ini beli susu telepon tambahkan ingatkan saya hapus tugas tampilkan senin selasa rabu kamis jumat sabtu minggu bayar yang untuk dengan",
  ].flatMap((words) => words.split(" ")),
);
