"""aiogram as the product imports it: models are built when they are first used, and are what they always were."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

BUILT_LATER = """
import json, sys
from bot.channels.telegram.library import Bot
from pydantic import BaseModel
from aiogram import methods, types
models = [value for kind in (types, methods) for value in map(vars(kind).get, kind.__all__)]
models = [model for model in models if isinstance(model, type) and issubclass(model, BaseModel)]
built = [model.__name__ for model in models if model.__pydantic_complete__]
told = types.Update.model_validate(json.load(sys.stdin))
chat = told.message.chat
asked = methods.SendMessage(chat_id=1, text="x", reply_markup=types.ForceReply()).model_dump(exclude_none=True)
print(json.dumps({
    "models": len(models), "built": built, "chat": [type(chat).__name__, chat.id, chat.type], "asked": asked["chat_id"],
    "as they were": "defer_build" in BaseModel.model_config or BaseModel.model_rebuild.__func__.__module__,
    "unknown": [n for n in ("Message", "Default", "Union") if n not in vars(sys.modules["aiogram.types.poll"])],
}))
"""


@pytest.fixture(scope="module")
def told() -> dict[str, object]:
    """What a process tells that has imported no more than the product does."""
    update = {"update_id": 1, "message": {"message_id": 2, "date": 3, "chat": {"id": 4, "type": "private"}}}
    argv = [sys.executable, "-c", BUILT_LATER]
    done = subprocess.run(argv, input=json.dumps(update), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_only_what_is_used_is_built(told: dict[str, object]) -> None:
    assert isinstance(told["models"], int)
    assert told["models"] > 500
    assert isinstance(told["built"], list)
    assert {"Message", "SendPhoto", "SendDocument"} <= set(told["built"])
    # What those name is built inside them, not for itself.
    assert len(told["built"]) < 30


def test_whatever_is_used_later_is_built_then(told: dict[str, object]) -> None:
    assert told["chat"] == ["Chat", 4, "private"]
    assert told["asked"] == 1
    assert told["unknown"] == []


def test_models_of_others_are_left_alone(told: dict[str, object]) -> None:
    assert told["as they were"] == "pydantic.main"
