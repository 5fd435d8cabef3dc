"""fm_trainer_options, as wasm/api/training.h declares it."""
import ctypes
import pathlib
import re

header = (pathlib.Path(__file__).resolve().parents[3] / "wasm/api/training.h").read_text()
body = re.sub("//.*", "", re.search(r"typedef struct fm_trainer_options {(.*?)}", header, re.S)[1])
types = {"int": ctypes.c_int, "uint32_t": ctypes.c_uint32, "double": ctypes.c_double}


class TrainerOptions(ctypes.Structure):
    _fields_ = [(name.strip(), types[kind]) for kind, names in re.findall(r"(\w+) ([^;]+);", body) for name in names.split(",")]
