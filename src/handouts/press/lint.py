"""stub"""


def check_piece(*a):
    pass


def check_assembly(*a):
    pass
