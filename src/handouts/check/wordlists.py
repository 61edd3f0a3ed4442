"""The words that English handouts are judged by: words of the trade with plainer ones, medical terms, verbs.

In: nothing. Out: tables in small letters. Never true: that a word is offered which is longer to read than the one it
replaces without being plainer.

A brand adds to them with its own `words`: what stands on the right is the brand's own choice and never a finding,
what stands on the left is replaced before it is printed.
"""

from __future__ import annotations

from typing import Final


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


JARGON: Final[dict[str, str]] = {
    "abdomen": "tummy", "abdominal": "of your tummy", "abdominals": "tummy muscles",
    "abduct": "move out to the side", "abduction": "moving out to the side", "abductor": "outer hip muscle",
    "abs": "tummy muscles", "activate": "tighten", "activation": "tightening", "additional": "more",
    "adduct": "bring in", "adduction": "bringing in", "adductor": "inner thigh muscle", "adequate": "enough",
    "ambulate": "walk", "anterior": "front", "approximately": "about", "assist": "help",
    "asymptomatic": "without pain", "attempt": "try", "bilateral": "both sides", "bilaterally": "on both sides",
    "biomechanics": "how you move", "brace": "tighten your tummy", "calcaneus": "heel bone",
    "cardiovascular": "heart", "cease": "stop", "cervical": "neck", "chronic": "lasting", "clavicle": "collarbone",
    "coccyx": "tailbone", "commence": "start", "compensate": "take over", "concentric": "while you push",
    "contract": "tighten", "contraction": "tightening", "contraindicated": "not for you",
    "contraindication": "reason not to", "contralateral": "other side", "core": "tummy and back",
    "decelerate": "slow down", "deltoid": "shoulder muscle", "demonstrate": "show",
    "discomfort": "soreness or pain", "distal": "far end", "dorsiflexion": "pulling your toes up",
    "dosage": "how much", "dysfunction": "problem", "eccentric": "while you lower", "edema": "swelling",
    "elevate": "lift", "engage": "tighten", "ensure": "make sure", "erector": "back muscle",
    "erectors": "back muscles", "evert": "turn out", "exacerbate": "make worse", "exhalation": "breathing out",
    "exhale": "breathe out", "extend": "straighten", "extension": "straightening",
    "external rotation": "turning out", "facilitate": "help", "femur": "thigh bone", "fibula": "shin bone",
    "flex": "bend", "flexion": "bending", "functional": "everyday", "gait": "walking", "gastrocnemius": "calf",
    "glute": "bottom", "gluteal": "bottom", "glutes": "bottom", "gluteus": "bottom",
    "hamstring": "back of your thigh", "hamstrings": "backs of your thighs", "hip flexor": "front of your hip",
    "humerus": "upper arm bone", "hyperextend": "bend too far back", "hyperextension": "bending too far back",
    "hypertrophy": "growing muscle", "in order to": "to", "incorporate": "add", "inferior": "lower",
    "inhalation": "breathing in", "inhale": "breathe in", "initiate": "start", "internal rotation": "turning in",
    "ipsilateral": "same side", "isometric": "holding still", "kinetic": "moving", "lateral": "side",
    "laterally": "to the side", "latissimus": "side of your back", "lats": "sides of your back",
    "lordosis": "hollow of your back", "lumbar": "lower back", "lumbosacral": "of your lower back",
    "maintain": "keep", "medial": "inner", "mobilise": "loosen", "mobilize": "loosen", "modality": "way",
    "modify": "change", "musculature": "muscles", "musculoskeletal": "of muscles and bones",
    "neuromuscular": "of nerves and muscles", "neutral": "straight", "oblique": "side tummy muscle",
    "obtain": "get", "oedema": "swelling", "optimal": "best", "optimise": "improve", "optimize": "improve",
    "palpate": "feel with your fingers", "parameters": "limits", "patella": "kneecap", "pecs": "chest",
    "pectorals": "chest", "pelvic": "of your hips", "pelvic floor": "muscles under your bladder",
    "pelvic tilt": "rocking your hips", "pelvis": "hips", "perform": "do",
    "periscapular": "round your shoulder blade", "plantar": "of your sole", "plantarflexion": "pointing your toes",
    "posterior": "back", "posteriorly": "back", "previously": "before", "prior to": "before",
    "progression": "harder way", "pronate": "turn down", "prone": "on your front",
    "proprioception": "sense of balance", "protract": "push forward", "proximal": "near end",
    "psoas": "deep hip muscle", "quad": "front thigh", "quadriceps": "front thigh", "quads": "front thighs",
    "range of motion": "how far you can move", "recumbent": "lying down", "regression": "easier way",
    "rehabilitation": "getting better", "repetition": "time", "repetitions": "times", "reps": "times",
    "require": "need", "resume": "start again", "retract": "pull back",
    "rhomboid": "muscle between your shoulder blades", "sacrum": "base of your back", "sagittal": "front to back",
    "scapula": "shoulder blade", "scapulae": "shoulder blades", "scapular": "of your shoulder blade",
    "soleus": "deep calf", "stabilisation": "keeping steady", "stabilise": "steady",
    "stabilization": "keeping steady", "stabilize": "steady", "sternum": "breastbone", "subsequently": "then",
    "sufficient": "enough", "superior": "upper", "supinate": "turn up", "supine": "on your back",
    "symptoms": "signs", "terminate": "end", "therapeutic": "helpful", "thoracic": "of your mid-back",
    "thorax": "chest", "tibia": "shin bone", "transverse": "across", "trapezius": "top of your shoulder",
    "traps": "tops of your shoulders", "trunk": "body", "ulna": "forearm bone", "unilateral": "one side",
    "unilaterally": "on one side", "upon": "on", "utilise": "use", "utilize": "use", "vertebra": "back bone",
    "vertebrae": "back bones", "weight-bearing": "putting weight on it", "whilst": "while",
}  # fmt: skip
"""A word of the trade, and what to say instead."""

TERMS: Final = (
    "ankylosing spondylitis", "arthroplasty", "arthrosis", "bursa", "bursitis", "capsulitis", "cauda equina",
    "chondromalacia", "claudication", "coxarthrosis", "disc herniation", "discectomy", "embolism", "epicondylitis",
    "fascia", "fibromyalgia", "gonarthrosis", "hallux valgus", "hernia", "herniated disc", "hypermobility",
    "hypertension", "iliotibial band", "impingement", "kyphosis", "labrum", "laminectomy", "lymphedema",
    "lymphoedema", "meniscus", "metatarsalgia", "myopathy", "neuralgia", "neuropathy", "osteoarthritis",
    "osteopathy", "osteopenia", "osteoporosis", "paraesthesia", "paresthesia", "piriformis", "piriformis syndrome",
    "plantar fasciitis", "polymyalgia", "prolapse", "radiculopathy", "rotator cuff", "sacroiliac joint",
    "sarcopenia", "sciatica", "scoliosis", "spasticity", "spondylitis", "spondylolisthesis", "spondylosis",
    "stenosis", "subluxation", "tendinitis", "tendinopathy", "tendonitis", "tendonopathy", "tenosynovitis",
    "thrombosis", "vertigo",
)  # fmt: skip
"""Medical words that sometimes must be said: each with its meaning beside it."""

SHORT_FORMS: Final = (
    "ACL", "ADL", "ADLs", "AMRAP", "ASIS", "BMI", "COPD", "DDD", "DOMS", "DVT", "EMG", "EMOM", "HEP", "HIIT", "ITB",
    "LBP", "LCL", "MCL", "MSK", "OA", "PCL", "PFM", "QL", "RIR", "ROM", "RPE", "SIJ", "SLR", "TENS", "TFL", "THR",
    "TKR", "VMO", "WBAT",
)  # fmt: skip
"""Short forms of the trade, told from words by their capitals: each needs its meaning beside it too."""

EVERYDAY: Final = _words(
    """afternoon another animal already anyone anything banana battery body's bicycle company completely coronary
    customer december dangerous diagram disagree distances doctor's easier easily eleven emergency energy enemy
    evening every everyday everyone everything everywhere exercise exercises exercising family favourite favorite
    february finally finished flexible following furniture gentleman grandmother grandfather happening holiday
    hospital however idea ideas imagine immediately important including january library medicine memory minutes
    mobile newspaper november numbness october opposite other's ourselves overhead picture photograph physio
    physiotherapist physiotherapy popular position positions potato practitioner probably radio recovery relaxing
    remember saturday september several shoulder slippery somebody strategy suddenly syllable telephone television
    together tomorrow understand understanding usual usually vegetable video wednesday whatever whenever wherever
    wonderful yesterday yourself online support patreon backwards comfortable pregnant heavier carrying solution"""
)
"""Words of three syllables that everybody says every day; a finding for them would help nobody."""

VERBS: Final = _words(
    """add adjust aim allow alternate anchor angle arch arrive ask avoid balance bathe bear begin bend bite
    blink blow bounce bow brace breathe bridge bring brush build bump button call carry carve cast catch change
    check chew choose circle clap clasp clean clear clench climb close coil collect come complete continue control
    cool copy count cover cradle crawl creep cross crouch crunch cup curl cushion dab dangle describe dial dip
    discuss do drag draw drink drive drop dry ease eat echo email end enjoy exchange exhale expect explain explore
    extend face fall feel fill find finish fix flap flatten flex flick flip float fold follow form gather get give
    glance glide go grab grasp grind grip grow guide hang have help hide hinge hit hoist hold hook hop hover hug
    hum hurry ice imagine inch increase inform inhale interlace interlock join jump keep kick kneel lace land lead
    lean learn leave lengthen let level lie lift limit line link list listen load lock look loosen lower lunge
    make manage march mark massage measure meet melt mime mind mirror mix move neaten nestle nod note notice nudge
    offer open order pace pack pass pat pause pay pedal peel peg perch perform phone pick pile pinch pivot place
    plan plant play point poke pop pour practice practise prepare press pretend prevent print promise prompt prop
    protect puff pull pump punch push put quicken raise rate reach read reduce rehearse relax release remember
    remind remove repeat replace report reset respect rest return reverse ride ring rinse rise rock roll rotate
    round rub run save say scan scoop scoot scrape scratch scrunch search secure see seek send sense separate
    serve set settle shake shape share shield shift shine shorten show shrug shuffle shut sigh sing sink sip sit
    skate sketch skim skip slide slip slow slump smile smooth snap snuggle soak soften sort speak spell spend spin
    split spot sprawl spread spring square squash squat squeeze stabilise stabilize stack stagger stamp stand
    start stay steady steer step stick stir stomp stoop stop store straddle straighten strap stretch stride strike
    stroke study suck support swallow swap sway sweep swim swing switch swivel tackle take talk tap tape tell
    tense test text thank think thread throw tie tighten tilt time tip tiptoe toss touch trace track train tread
    treat trim trust try tuck tug turn twirl twist unbend uncross undo unfold unhook unlock untuck unwind update
    use vary view visit visualise wait wake walk warm wash watch wave wear weigh whisper whistle widen wiggle wind
    wipe wish wobble work wrap write yawn zip"""
)
"""First words of an order."""

BEFORE_VERB: Final = _words(
    "don't don’t do never always then now slowly gently only keep please first next finally lightly softly carefully"
)
"""What may stand before the verb of an order."""

LEADS: Final = _words(
    """after as at before between during each every for from if in keeping kneeling leaning lying on once over
    sitting standing still to under until when whenever while with without"""
)
"""Words that begin what may stand before the comma of an order: when you feel steady, let go."""

ADJECTIVES: Final = _words(
    """tired relaxed worried scared bored excited stressed injured rounded pointed crossed swollen interested bent
    supposed used finished done allowed locked ached mixed aged balanced concerned confused exhausted experienced
    frightened hundred involved limited naked needed overjoyed pleased prepared puzzled qualified rested retired sacred
    satisfied seated surprised trained upset warmed wicked"""
)
"""Words that look like a passive and are none: you are tired."""

IRREGULAR: Final = _words(
    """given taken held kept made brought put lain laid led left lost shown shaken seen done felt found begun broken
    bound caught chosen drawn driven eaten fed forced hung known sent spun swung taught thrown told worn written"""
)
