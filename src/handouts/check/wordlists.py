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
    "abduct": "move out to the side", "abduction": "moving out to the side", "abs": "tummy muscles",
    "activate": "tighten", "activation": "tightening", "adduct": "bring in", "adduction": "bringing in",
    "ambulate": "walk", "anterior": "front", "asymptomatic": "without pain", "bilateral": "both sides",
    "bilaterally": "on both sides", "biomechanics": "how you move", "brace": "tighten your tummy",
    "cardiovascular": "heart", "cervical": "neck", "chronic": "lasting", "commence": "start", "compensate": "take over",
    "concentric": "while you push", "contract": "tighten", "contraction": "tightening",
    "contraindicated": "not for you",
    "contralateral": "other side", "core": "tummy and back", "decelerate": "slow down", "discomfort": "pain",
    "distal": "far end", "dorsiflexion": "pulling your toes up", "dosage": "how much", "dysfunction": "problem",
    "eccentric": "while you lower", "engage": "tighten", "erector": "back muscle", "erectors": "back muscles",
    "evert": "turn out", "exacerbate": "make worse", "exhale": "breathe out", "extend": "straighten",
    "extension": "straightening", "external rotation": "turning out", "facilitate": "help", "femur": "thigh bone",
    "flex": "bend", "flexion": "bending", "fibula": "shin bone", "functional": "everyday", "gait": "walking",
    "glute": "bottom", "glutes": "bottom", "gluteal": "bottom", "gluteus": "bottom", "hamstring": "back of your thigh",
    "hamstrings": "backs of your thighs", "humerus": "upper arm bone", "hyperextend": "bend too far back",
    "hyperextension": "bending too far back", "hypertrophy": "growing muscle", "incorporate": "add",
    "inferior": "lower", "inhale": "breathe in", "initiate": "start", "internal rotation": "turning in",
    "ipsilateral": "same side", "isometric": "holding still", "kinetic": "moving", "lateral": "side",
    "laterally": "to the side", "lordosis": "hollow of your back", "lumbar": "lower back", "maintain": "keep",
    "medial": "inner", "mobilise": "loosen", "mobilize": "loosen", "modality": "way", "musculature": "muscles",
    "musculoskeletal": "of muscles and bones", "neuromuscular": "of nerves and muscles", "neutral": "straight",
    "obtain": "get", "oedema": "swelling", "edema": "swelling", "palpate": "feel with your fingers",
    "parameters": "limits", "patella": "kneecap", "pecs": "chest", "pectorals": "chest", "pelvic": "of your hips",
    "pelvic tilt": "rocking your hips", "pelvis": "hips", "perform": "do", "periscapular": "round your shoulder blade",
    "plantar": "of your sole", "plantarflexion": "pointing your toes", "posterior": "back", "posteriorly": "back",
    "prior to": "before", "progression": "harder way", "pronate": "turn down", "prone": "on your front",
    "proprioception": "sense of balance", "protract": "push forward", "proximal": "near end", "quad": "front thigh",
    "quadriceps": "front thigh", "quads": "front thighs", "range of motion": "how far you can move",
    "recumbent": "lying down", "regression": "easier way", "rehabilitation": "getting better",
    "repetition": "time", "repetitions": "times", "reps": "times", "retract": "pull back", "sagittal": "front to back",
    "scapula": "shoulder blade", "scapulae": "shoulder blades", "scapular": "of your shoulder blade",
    "stabilisation": "keeping steady", "stabilise": "steady", "stabilization": "keeping steady",
    "stabilize": "steady", "sternum": "breastbone", "sufficient": "enough", "superior": "upper",
    "supinate": "turn up", "supine": "on your back", "symptoms": "signs", "therapeutic": "helpful",
    "thoracic": "of your mid-back", "tibia": "shin bone", "transverse": "across", "trunk": "body",
    "unilateral": "one side", "unilaterally": "on one side", "utilise": "use", "utilize": "use",
    "vertebra": "back bone", "vertebrae": "back bones",
}  # fmt: skip
"""A word of the trade, and what to say instead."""

TERMS: Final = (
    "arthrosis", "bursitis", "cauda equina", "claudication", "disc herniation", "fascia", "hernia", "herniated disc",
    "hypermobility", "hypertension", "iliotibial band", "impingement", "meniscus", "neuropathy", "osteoarthritis",
    "osteopenia", "osteoporosis", "piriformis", "piriformis syndrome", "plantar fasciitis", "prolapse",
    "radiculopathy", "rotator cuff", "sacroiliac joint", "sarcopenia", "sciatica", "scoliosis", "spondylolisthesis",
    "spondylosis", "stenosis", "tendinitis", "tendinopathy", "vertigo",
)  # fmt: skip
"""Medical words that sometimes must be said: each with its meaning beside it."""

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
    """add adjust aim allow arch arrive ask avoid balance begin bend bounce brace breathe bring brush build call carry
    catch change check choose circle clasp clench climb close come continue control copy count cover crawl cross curl
    do drag draw drink drive drop dry ease eat end face fall feel fill find finish fix flatten flick float fold follow
    get give glide go grab grip grow hang have hinge hold hook hop hug imagine join jump keep kick kneel lace land
    lean learn leave let lengthen lie lift lightly line link listen lock look loosen lower make march mark measure
    meet move nod note open pause pedal pick pinch place plant play point press pretend prop pull pump push put raise
    reach read relax release remove repeat reset rest return ride rise rock roll rotate round rub run say scan scoop
    see send set shake shift show shrug shut sit sink skip slide slow smile soften spread spin squat squeeze stack
    stand start stay step stick stop straighten stretch stride strap swap sway sweep swim swing switch take talk tap
    tell test think throw tie tighten tilt time touch track trace train try tuck turn twist unlock use visit wait
    walk warm watch wear widen work wrap write"""
)
"""First words of an order."""

BEFORE_VERB: Final = _words("don't don’t do never always then now slowly gently only keep please")
"""What may stand before the verb of an order."""

ADJECTIVES: Final = _words(
    """tired relaxed worried scared bored excited stressed injured rounded pointed crossed swollen interested bent
    supposed used finished done allowed locked ached mixed"""
)
"""Words that look like a passive and are none: you are tired."""

IRREGULAR: Final = _words(
    """given taken held kept made brought put lain laid led left lost shown shaken seen done felt found begun broken
    chosen drawn driven driven written known thrown worn"""
)
