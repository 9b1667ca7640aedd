"""The usual task API in Python: FastAPI, SQLModel, asyncpg. A bearer token names the person; no change log, no limits.

Run: PORT=8001 DATABASE_URL=postgres://… python main.py
"""

import os
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID, uuid4

import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlmodel import Field, SQLModel, col, select

engine = create_async_engine(
    os.environ["DATABASE_URL"].replace("postgres://", "postgresql+asyncpg://"), pool_size=10, max_overflow=0
)
sessions = async_sessionmaker(engine, expire_on_commit=False)


def now() -> datetime:
    return datetime.now(UTC)


class Token(SQLModel, table=True):
    __tablename__ = "peer_token"
    token: str = Field(primary_key=True)
    owner: str


class TaskIn(SQLModel):
    title: str = Field(min_length=1, max_length=200)
    description: str = Field(default="", max_length=2000)
    priority: int = Field(default=4, ge=1, le=4)
    due: str | None = None
    project: str | None = None


class Task(TaskIn, table=True):
    __tablename__ = "peer_task"
    id: UUID = Field(default_factory=uuid4, primary_key=True)
    owner: str = Field(index=True)
    completed_at: datetime | None = None
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)


async def database():
    async with sessions() as session:
        yield session


async def owner_of(authorization: str = Header(), session: AsyncSession = Depends(database)) -> str:
    token = await session.get(Token, authorization.removeprefix("Bearer "))
    if not token:
        raise HTTPException(401)
    return token.owner


@asynccontextmanager
async def lifespan(_app: FastAPI):
    async with engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    yield


app = FastAPI(lifespan=lifespan)


@app.get("/tasks", response_model=list[Task])
async def tasks(owner: str = Depends(owner_of), session: AsyncSession = Depends(database)):
    mine = select(Task).where(Task.owner == owner, col(Task.completed_at).is_(None))
    return (await session.execute(mine.order_by(col(Task.created_at)).limit(50))).scalars().all()


@app.post("/tasks", status_code=201, response_model=Task)
async def create(given: TaskIn, owner: str = Depends(owner_of), session: AsyncSession = Depends(database)):
    task = Task(**given.model_dump(), owner=owner)
    session.add(task)
    await session.commit()
    return task


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning", access_log=False)
