"""The web application: routers, error answers and what surrounds every request."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from api.bootstrap import build_system
from api.deps import translator_of
from api.description import ABOUT
from api.middleware import BodyLimit, RequestLog
from api.pages import OwnFiles, pages_router, problem_page
from api.problems import Problem, from_faults, from_status, from_validation, of_address
from api.refusals import from_refusal
from api.routers import api_router
from api.security import SecurityHeaders
from api.settings import Settings
from api.system import System
from competency_models.errors import InputError
from planner.errors import Refusal


def create_app(settings: Settings, system: System | None = None) -> FastAPI:
    """Make the application; ``system`` replaces the one that ``settings`` ask for (tests share one)."""
    app = FastAPI(
        title="Corpu Planner",
        version="1",
        description=ABOUT,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        middleware=[
            Middleware(SecurityHeaders, https=settings.secure_cookies),
            Middleware(RequestLog, answer=answer),
            Middleware(BodyLimit, max_bytes=settings.upload_max_mb * 1_000_000, answer=answer),
        ],
    )
    app.state.system = system or build_system(settings)
    app.include_router(api_router)
    app.include_router(pages_router)
    app.mount("/static", OwnFiles(), name="static")
    for kind in (Problem, Refusal, InputError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _handle)
    return app


def answer(request: Request, problem: Problem) -> Response:
    """Answer a problem in the reader's language: as problem+json under ``/api/``, else as a page."""
    if request.url.path.startswith("/api/"):
        return problem.response(translator_of(request))
    return problem_page(request, problem)


async def _handle(request: Request, error: Exception) -> Response:
    return answer(request, _problem(request, error))


def _problem(request: Request, error: Exception) -> Problem:
    translate = translator_of(request)
    match error:
        case Problem():
            return error
        case Refusal():
            return from_refusal(error, translate)
        case InputError():
            return from_faults(error.faults, translate)
        case RequestValidationError():
            page = not request.url.path.startswith("/api/")
            return Problem("not-found") if page and of_address(error) else from_validation(error, translate)
        case HTTPException(__cause__=Problem() as cause):
            return cause  # the framework wraps what reading the body raised
        case HTTPException():
            return from_status(error.status_code)
    raise error
