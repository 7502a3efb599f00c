"""Words that build sentences and say little about what is looked for, per slip language."""

from lotse_desk.search.word_lists import is_listed, spelt

_TEXTS = {
    "de": """
        ich du er sie es wir ihr mich mir dich dir ihn ihm uns euch ihnen mein meine meinen meinem
        meiner meines dein deine deinen sein seine seinen seinem seiner unser unsere unseren euer
        ihre ihren ihrem ihrer ihres der die das den dem des ein eine einen einem einer eines kein
        dies diese dieser dieses diesen diesem jene jeder jede jedes jeden alle allen alles man
        wer was wen wem wessen wo wohin woher wie wieviel wann warum wieso weshalb welche welcher
        welches welchen welchem wofür womit wozu worauf woran worum wobei wodurch
        und oder aber denn sondern sowie als wenn ob dass weil damit obwohl während bevor nachdem
        in im an am auf aus bei beim mit nach von vom zu zum zur für über unter vor hinter
        zwischen
        gegen ohne um durch bis seit trotz wegen statt außer ab
        ist sind war waren bin bist sei wird werden wurde wurden worden werde hat haben hatte habe
        hast hätte kann können könnte könnten kannst konnte muss müssen musste müsste soll sollen
        sollte sollten darf dürfen dürfte will wollen wollte möchte möchten mag würde würden gibt
        geben geht gehen macht machen mache getan tun tut bekommt bekommen bekomme bekommst kriege
        kriegen kriegt kriegst gekriegt bekam bekäme erhält erhalten erhalte findet finden finde
        findest gelten gilt steht stehen lässt
        lassen brauche braucht brauchen benötige benötigt benötigen heißt bedeutet kommt kommen
        nicht nur auch noch schon sehr mehr viel viele vielen wenig etwas nichts immer nie wieder
        hier da dort dann jetzt nun so sich selbst ja nein bitte danke doch mal gerade eigentlich
        genau etwa circa ca usw bzw z b zb ggf eventuell vielleicht überhaupt lange dauert gehört
        welch solche solchen anderen andere anderer anderes unterschied zwischen jemand jemanden
        wichtig möglich außerdem sonst bereits beispiel beispielsweise leider diesmal halt eben eh
        bloß""",
    "en": """
        i you he she it we they me him her us them my your his its our their mine yours the a an
        this that these those who whom whose what which where when why how is are was were be been
        being am do does did done have has had having can could may might must shall should will
        would not no nor and or but if then than so as of at by for with about against between
        into
        through during before after above below to from up down in out on off over under again
        there here all any both each few more most other some such only own same too very just
        also
        get gets getting got need needs want wants find go going make take much many long
        s t re ve ll d m i'm don't doesn't didn't can't cannot won't isn't""",
    "tr": """
        ben sen o biz siz onlar bana sana ona bize size onlara beni seni onu benim senin onun
        bizim
        sizin bir bu ve veya ya da de ile için gibi kadar daha çok az en ne nerede nereye
        nereden
        nasıl neden niçin niye kim kime hangi kaç mı mi mu mü var yok değil olan olarak olur olmak
        ise ama fakat eğer sonra önce her hiç şey istiyorum gerekiyor lazım gerek edebilirim
        yapabilirim alabilirim bulabilirim miyim mıyım midir
        bir istiyoruz ediyorum yapmam almak benim bizim bana ben mi""",
    "ar": """
        أنا أنت أنتم هو هي هم نحن هذا هذه ذلك تلك هؤلاء الذي التي الذين ما ماذا من متى أين كيف
        لماذا
        هل كم أي أية في من إلى على عن مع بين حول عند بعد قبل حتى منذ خلال و أو ثم لكن بل إذا إن أن
        كان كانت يكون تكون ليس ليست لا لم لن قد كل بعض غير يمكن يمكنني يجب ينبغي أريد أحتاج لي لك
        له
        لها لهم لدي هناك هنا ذات التي عليّ علي الحصول أحصل بشكل يتم إليه فيها عليها
        عندي عندك عنده عندها عندنا معي بدي بدنا شو وين ايمتى ليش مو مش هاي هاد هيك لازم فيني بقدر
        اقدر أستطيع""",
    "fa": """
        من تو او ما شما آنها این آن که چه چی چرا کجا کی چگونه چطور کدام چند آیا و یا اما اگر پس هم
        از به در با برای بر تا را بدون بین است هست هستند بود بودن باشد شود می نمی دارم دارد داریم
        دارند باید می‌خواهم می‌توانم خود یک همه هر هیچ خیلی دیگر نیاز
        ها های هایی ام ات اش ای ایم اید اند من‌ هستم نیستم داشتن کنم کنید کرد کردن شده شدن
        نمی‌توانم""",
    "uk": """
        я ти він вона воно ми ви вони мене мені тебе тобі його йому її їй нас нам вас вам їх їм
        мій
        моя моє мої моїх свій своя своє свої цей ця це ці той та те ті хто що який яка яке які
        яким
        яких якому якій де куди звідки коли чому як скільки чи і й та або але якщо бо щоб в у на
        до
        з зі із від для про по при за через між без під над після перед є бути був була було були
        буде будуть не ні так можна може можуть можу мож треба потрібно потрібні потрібен маю має
        мають мати також ще вже дуже тільки отримати отримання знайти
        хочу хотів треба мушу чи-то у мене в мене нас мій свого своєї моєї моєму моїй""",
    "ru": """
        я ты он она оно мы вы они меня мне тебя тебе его ему её ей нас нам вас вам их им мой моя
        моё
        мои моих свой своя своё свои этот эта это эти тот та те кто что какой какая какое какие
        каких каким где куда откуда когда почему зачем как сколько ли и или но если чтобы в во на
        до
        с со из от для о об про по при за через между без под над после перед есть быть был была
        было были будет будут не ни да нет можно может могут могу надо нужно нужны нужен имею
        имеет
        иметь также ещё уже очень только получить получения найти
        хочу хотел хотела должен должна мне-то меня у нас моей моего моему своей своего""",
    "pl": """
        ja ty on ona ono my wy oni one mnie mi ciebie ci jego jemu jej nas nam was wam ich im mój
        moja moje swój swoje ten ta to te ci kto co jaki jaka jakie jakich gdzie dokąd skąd kiedy
        dlaczego jak ile czy i oraz lub albo ale jeśli żeby w we na do z ze od dla o po przy za
        przez między bez pod nad jest są być był była było były będzie nie tak można może mogą
        mogę
        trzeba należy muszę mam ma mają mieć się także jeszcze już bardzo tylko uzyskać
        znaleźć
        chcę chciałbym chciałabym muszę mi moje mojej mojego mojemu swojej u""",
    "fr": """
        je tu il elle on nous vous ils elles me te se moi toi lui leur leurs mon ma mes ton ta tes
        son sa ses notre nos votre vos le la les l un une des du de d au aux ce cet cette ces qui
        que qu quoi quel quelle quels quelles dont où comment pourquoi quand combien est sont
        était
        être été ai as a ont avons avez avoir avait peut peux peuvent pouvez puis puisse pouvoir
        doit dois doivent devez devoir faut faire fait et ou mais si car donc ni ne pas plus moins
        très aussi en y dans sur sous avec sans pour par entre vers chez après avant pendant
        depuis
        existe t il elle n s c j m obtenir trouver y
        t d qu jai veux voudrais besoin ma mes quelqu""",
    "it": """
        io tu lui lei noi voi loro mi ti si ci vi mio mia miei mie suo sua il lo la i gli le l un
        uno una di del della dei delle a al alla ai da dal dalla in nel nella con su per tra fra
        che
        chi cosa quale quali dove come quando perché quanto è sono era essere ho ha hanno avere
        può
        posso possono devo deve e o ma se non più anche
        ho bisogno vorrei voglio ce un'""",
    "es": """
        yo tú él ella nosotros ustedes ellos me te se mi mis tu su sus el la los las un una unos
        de
        del a al en con sin por para sobre entre que qué quién cuál cuáles dónde cómo cuándo
        cuánto
        es son era ser estar está he ha han tener tengo tiene puedo puede pueden debo debe hay y o
        pero si no más también
        necesito quiero quisiera puedo nos le les lo me he""",
    "ro": """
        eu tu el ea noi voi ei ele mă te se îmi meu mea mei un o unui unei de din la în cu pe
        pentru prin despre între care ce cine unde cum când cât este sunt era fi am ai are au avea
        pot poate trebuie și sau dar dacă nu mai vreau doresc nevoie îi lui ne ni vă mi s a al ale
        să că e m le i l își ți ca fac face făcut primesc foarte tot acum aici acolo acesta
        această aceste asta ăsta după până doar încă deja fost fiind suntem sunteți avem aveți vom
        ar dumneavoastră aș iau dau mult""",
    "bg": """
        аз ти той тя то ние вие те ме ми си се мой моя мое мои този тази това тези кой коя кое кои
        какво какъв каква какви къде как кога защо колко и или но ако че да в във на от с със за
        по
        до при без между е са съм беше бъде не мога може трябва имам има
        искам нужда нужно нужна няма съм сме сте са го я ни ви им ще бих""",
    "sr": """
        ja ti on ona ono mi vi oni mene meni moj moja moje svoj ovaj ova ovo taj ta to ko što šta
        koji koja koje gdje gde kako kada kad zašto koliko li i ili ali ako da u na do iz od sa s
        za o po pri bez između je su sam biti bio ne mogu može treba moram imam ima se trebam
        potrebno želim hoću hocu smo ste bih nas vas njih ću će ćemo joj mu im jer me te nam vam a
        zbog nad dok neko već još samo ovde tu bi bismo hoće""",
    "sq": """
        unë ti ai ajo ne ju ata më të i e im ime një ky kjo kush çfarë cili cila cilat ku si kur
        pse sa është janë kam ka kanë mund duhet dhe ose por nëse në me pa për nga te tek deri dua
        nuk s mos jam jemi kemi keni mua tim time tona ynë yne së u do qoftë nevojë po ta ma t m
        na ua ia je jeni ishte isha ishin kishte due du duam don muj mundem mundet çka ça qka cka
        që se sepse edhe ende vetëm tash tani këtu atje aty shumë pak juve tij saj tyre tyne sime
        tem teme tuaj juaj jonë jo dot bo bëj ba rreth prej ndër gjatë pas kah veç lidhur cilën
        ndonjë disa ashtu kështu lutem përshëndetje""",
    "kmr": """
        ez tu ew em hûn min te wî wê me we wan ev va yek û an lê ku li di de da bi ji bo ser bê
        heta kî çi kîjan çawa kengî çima çend e ye in dikarim divê hene heye nîne dixwazim tune
        nikarim pêwîst ya yê yên jî ne na xwe im bû bûm bûn bûye kir kirin kirî kiriye dikim dikî
        dike dikin bikim bikî bike bikin dibe dibin bibe bibim hat hatiye hatin re ve jê pê tê vî
        vê van hev eger hîn êdî gelek pir zêde tenê niha lazim hewce were diçim biçim herim çûm
        dibêje got bêje kes kesek tiştek tiştekî""",
    "ckb": """
        من تۆ ئەو ئێمە ئێوە ئەوان ئەم ئەوە و یان بەڵام ئەگەر لە بە بۆ لەگەڵ بێ تا کە چی کێ کوێ چۆن
        کەی بۆچی چەند هەیە نییە دەتوانم پێویستە دەمەوێت ناتوانم هەمە نیمە م ت مان بکەم لەسەر
        ئەمەوێ ئەتوانم nya damawe""",
    "so": """
        aniga adiga isaga iyada annaga idinka iyaga waa ma oo iyo ama laakiin haddii ka ku u la si
        kan tan ayaa waxaan waxa maxaa xagee halkee sidee goorma waayo imisa keebaa yaa rabaa
        doonayaa uma ii igu aan iga ay uu wax jira jirto karaa kara kartaa baahanahay baa ayay
        ayuu ayaan ayaad ayaannu baan buu bay baad waan way wuu waad waannu inaan inay inuu inaad
        in aad uga ugu loo lagu laga loogu iigu ila kala wada soo sii markaan marka markii halkan
        hadda weli naga noo nagu annagu anigu isagu iyadu ahay ahaa tahay yahay yihiin leeyahay
        leedahay helay hayaa hayo haysto lihi noqday fadlan salaan iska isku is kaga kuu iyagoo
        isagoo ah ee een e na aanan ayeey ayey eey uun keliya kaliya xitaa sidoo sidaas sida maxay
        muxuu miyaa miyay aha""",
    "ti": """
        ኣነ ንስኻ ንሱ ንሳ ንሕና ንሳቶም እዚ እዛ እቲ እታ እዮም እዩ ኣብ ናብ ካብ ምስ ን ድማ ወይ ግን እንተ ከመይ ኣበይ
        መዓስ ስለምንታይ ክንደይ መን እንታይ ኣሎ የለን ክኽእል እኽእል
        ይደሊ እደሊ ኣሎኒ የብለይን ናተይ ንዓይ ግድን ክሳብ ኣይ እየ ኢየ እንታይ ክገብር""",
    "ps": """
        زه ته هغه موږ تاسو دوی دا دغه او یا خو که په د له سره څخه لپاره چې څوک څه چیرته څنګه کله
        ولې څومره دی ده دي شته نشته زما زموږ غواړم لرم نلرم ما مې مو ړ یم یو شو کولی شم نشم اړتیا
        کړم وکړم کړي کړې کړه کوم کوي کوئ شوم شوې شوی شوه شول شي وي وو وه وم یې به هم لا اوس دلته
        هلته ورته راته درته لري غواړي بل بله هر ټول نور کېږي باید پر تر پورې""",
    "ur": """
        میں تم آپ وہ ہم یہ اس ان جو کیا کون کہاں کیسے کب کیوں کتنا کتنے اور یا لیکن اگر کا کی کے
        کو
        سے میں پر تک ساتھ بغیر لیے ہے ہیں تھا تھی ہو سکتا سکتی چاہیے مجھے میرا میری میرے
        ہوں رہا رہی رہے ہمارا ہماری ہمارے نہیں نے مجھ چاہتا چاہتی ہوتا ہوتی گیا گئی دیا کر کرنا
        کرنے والا والے""",
}

FUNCTION_WORDS = spelt(_TEXTS)
"""Folded function words by language code."""


def is_function_word(word: str, language: str) -> bool:
    """Whether a folded word only builds sentences in this language (BCP-47)."""
    return is_listed(word, language, FUNCTION_WORDS)
