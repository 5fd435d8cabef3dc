"""What each choice of the trainer is worth: one network a choice, all else alike, judged by `fm eval`.

usage: recipes.py FM [--preset tiny] [--epochs 6] [--samples 5000] [--out FOLDER] [--json]
A recipe that is already in the folder is not trained again, so a run that was stopped goes on.
"""
import argparse
import json
import pathlib
import subprocess
import sys

RECIPES = {
    'as it is': [],
    'smooth L1, weighted': ['--loss', 'smooth-l1'],
    'sigma_min 0.1': ['--sigma-min', '0.1'],
    'sigma_min 1e-4': ['--sigma-min', '1e-4'],
    'times logit-normal': ['--times', 'logit-normal'],
    'times stratified': ['--times', 'stratified'],
    'no average': ['--ema', '0'],
    'label drop 0.1': ['--label-drop', '0.1'],
    'label drop 0.4': ['--label-drop', '0.4'],
    'informed base': ['--base', 'informed'],
    'minibatch OT': ['--coupling', 'minibatch-ot'],
    'class-wise OT': ['--coupling', 'classwise-ot'],
    'polynomial, degree 2': ['--schedule', 'polynomial'],
    'variance preserving': ['--schedule', 'variance-preserving'],
    'linear VP': ['--schedule', 'linear-vp'],
    'cosine': ['--schedule', 'cosine'],
}


def fm(program, *words):
    run = subprocess.run([program, *map(str, words)], stdout=sys.stderr)
    if run.returncode:
        sys.exit(f'recipes: `fm {" ".join(map(str, words))}` ended with {run.returncode}')


def quality(program, name, options, given):
    folder = given.out / name.replace(' ', '-').replace(',', '')
    measured = folder / 'eval.json'
    if not measured.exists():
        fm(program, 'train', '--preset', given.preset, '--epochs', given.epochs, '--batch', 128, '--lr', 1.2e-3,
           '--label-drop', 0.2, '--ema', 0.999, '--sample-every', 0, '--out', folder, '--resume', 'auto', *options)
        fm(program, 'eval', '--checkpoint', folder / 'checkpoint.ckpt', '--samples', given.samples, '--evaluations', '8,50',
           '--labels', 'class,any', '--json', measured)
    return json.loads(measured.read_text())['rows']


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument('fm')
    ask.add_argument('--preset', default='tiny')
    ask.add_argument('--epochs', type=int, default=6)
    ask.add_argument('--samples', type=int, default=5000)
    ask.add_argument('--out', type=pathlib.Path, default=pathlib.Path('build/recipes'))
    ask.add_argument('--only', nargs='*', choices=RECIPES, default=list(RECIPES))
    ask.add_argument('--json', action='store_true')
    given = ask.parse_args()
    rows = {name: quality(given.fm, name, RECIPES[name], given) for name in given.only}
    if given.json:
        print(json.dumps(rows, indent=1))
        return
    heads = [f'{row["labels"]}, {row["network_evaluations"]}' for row in next(iter(rows.values()))]
    print(f'{given.preset}, {given.epochs} epochs; Frechet distance as a multiple of real digits\' '
          f'(n = {given.samples}), by class or any, at so many evaluations\n')
    print('| recipe |', ' | '.join(heads), '|\n|', '--- |' * (1 + len(heads)))
    for name, measured in rows.items():
        print(f'| {name} |', ' | '.join(f'{row["times_floor"]:.2f}' for row in measured), '|')


main()
